"""Writes zone-offsets.json: how far four zones are ahead of UTC, by Python's zoneinfo, in the weeks around their clock
changes of 2026 and 2027. An independent reference for access-hours.test.ts.

    python3 test/shared/domain/zone-offsets.py > test/shared/domain/zone-offsets.json
"""
import json
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = ["America/Chicago", "America/New_York", "Europe/London", "Australia/Lord_Howe"]
SLOT = timedelta(minutes=15)
WEEK = timedelta(days=7)


def offset_minutes(moment, zone):
    return int(moment.astimezone(ZoneInfo(zone)).utcoffset().total_seconds() // 60)


def changes(zone, year):
    at, end = datetime(year, 1, 1, tzinfo=timezone.utc), datetime(year + 1, 1, 1, tzinfo=timezone.utc)
    while at < end:
        if offset_minutes(at, zone) != offset_minutes(at - SLOT, zone):
            yield at
        at += SLOT


weeks = []
for zone in ZONES:
    for year in (2026, 2027):
        for change in changes(zone, year):
            weeks.append(
                {
                    "zone": zone,
                    "from": (change - WEEK).strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "change": change.strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "to": (change + WEEK).strftime("%Y-%m-%dT%H:%M:%SZ"),
                    "before": offset_minutes(change - SLOT, zone),
                    "after": offset_minutes(change, zone),
                }
            )
print(json.dumps(weeks, indent=2))
