import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Cards from "@cloudscape-design/components/cards";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Moment } from "./moment.tsx";
import { useNotices } from "./notices.tsx";
import { PageLink } from "./page-link.tsx";
import type { Place, PlaceKind } from "./places.ts";
import { useNarrowScreen } from "./use-narrow-screen.ts";

interface PlaceListProps {
  readonly kind: PlaceKind;
  /** Undefined while they are loaded. */
  readonly places: readonly Place[] | undefined;
  /** Absent for those who may not change any. */
  readonly onEdit?: (place: Place) => void;
  /** Asked to archive one that still has people. */
  readonly onEmpty?: (place: Place) => void;
}

/** Departments or sites: a table, or a card each on a phone. */
export function PlaceList({ kind, places, onEdit, onEmpty }: PlaceListProps) {
  const isNarrow = useNarrowScreen();
  const name = (place: Place) => <NameOfPlace place={place} />;
  const users = (place: Place) => <UsersOfPlace kind={kind} place={place} />;
  const created = ({ createdAt }: Place) => <Moment at={createdAt} isRelative />;
  const actions =
    onEdit && onEmpty
      ? (place: Place) => <PlaceActions kind={kind} place={place} onEdit={onEdit} onEmpty={onEmpty} />
      : undefined;
  const shared = {
    trackBy: "id",
    items: places ?? [],
    loading: places === undefined,
    loadingText: `Loading the ${kind.one}s`,
    empty: <Box textAlign="center">{kind.none}</Box>,
  };
  if (isNarrow) {
    return (
      <Cards
        {...shared}
        ariaLabels={{ itemSelectionLabel: (_, place) => place.name, selectionGroupLabel: kind.title }}
        cardDefinition={{
          header: name,
          sections: [
            { id: "users", header: "Users", content: users, width: 50 },
            { id: "created", header: "Created", content: created, width: 50 },
            ...(actions ? [{ id: "actions", content: actions }] : []),
          ],
        }}
      />
    );
  }
  return (
    <Table
      {...shared}
      wrapLines
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: kind.title }}
      columnDefinitions={[
        { id: "name", header: "Name", cell: name, isRowHeader: true, minWidth: 200 },
        { id: "users", header: "Users", cell: users, minWidth: 100 },
        { id: "created", header: "Created", cell: created, minWidth: 110 },
        ...(actions ? [{ id: "actions", header: "Actions", cell: actions, minWidth: 210 }] : []),
      ]}
    />
  );
}

function NameOfPlace({ place: { name, lines, isArchived } }: { place: Place }) {
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <span>{name}</span>
        {isArchived && <Badge>Archived</Badge>}
      </SpaceBetween>
      {lines.length > 0 && <Box color="text-body-secondary">{lines.join(", ")}</Box>}
    </>
  );
}

function UsersOfPlace({ kind, place: { id, name, members } }: { kind: PlaceKind; place: Place }) {
  if (members === 0) return <>0</>;
  const words = `${members} ${members === 1 ? "user" : "users"} of ${name}`;
  return (
    <PageLink to={`/users?${kind.filter}=${encodeURIComponent(id)}`} ariaLabel={words}>
      {members}
    </PageLink>
  );
}

type ActionsProps = Required<Pick<PlaceListProps, "kind" | "onEdit" | "onEmpty">> & { readonly place: Place };

function PlaceActions({ kind, place, onEdit, onEmpty }: ActionsProps) {
  const { isBusy, setArchived } = useArchiving(kind, place);
  const { name, isArchived, members } = place;
  const edit = kind.hasAddress ? "Edit" : "Rename";
  const archive = isArchived ? "Open again" : "Archive";
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button onClick={() => onEdit(place)} ariaLabel={`${edit} ${name}`}>
        {edit}
      </Button>
      <Button
        onClick={() => (members > 0 && !isArchived ? onEmpty(place) : setArchived(!isArchived))}
        loading={isBusy}
        loadingText="Saving"
        ariaLabel={`${archive} ${name}`}
      >
        {archive}
      </Button>
    </SpaceBetween>
  );
}

function useArchiving(kind: PlaceKind, { id, name, version }: Place) {
  const { tell, complain } = useNotices();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (isArchived: boolean) => kind.change(id, { isArchived }, `"v${version}"`),
    onSuccess: ({ value }) => tell(`The ${kind.one} ${name} is ${value.isArchived ? "archived" : "open again"}`),
    onError: (thrown) => complain(`The ${kind.one} ${name} was not changed`, thrown),
    onSettled: () => queries.invalidateQueries({ queryKey: kind.key }),
  });
  return { isBusy: isPending, setArchived: (isArchived: boolean) => isPending || mutate(isArchived) };
}
