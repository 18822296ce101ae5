import type { Json } from "../json.ts";
import { KnownFault } from "../known-fault.ts";
import type { StackTemplate } from "./assembly.ts";
import { holds } from "./evaluate.ts";
import type { Scope } from "./scope.ts";

/** A resource as other resources refer to it. An ignored one answers any attribute with a made-up name. */
export interface Referable {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly isIgnored?: boolean;
}

/** The names of one stack while it is being made. */
export class StackScope implements Scope {
  readonly made = new Map<string, Referable>();
  readonly #stack: StackTemplate;
  readonly #exports: ReadonlyMap<string, Json>;

  /** @param exports of the stacks made before */
  constructor(stack: StackTemplate, exports: ReadonlyMap<string, Json>) {
    this.#stack = stack;
    this.#exports = exports;
  }

  ref(name: string): Json | undefined {
    if (name.startsWith("AWS::")) return this.#pseudo(name);
    const parameter = this.#stack.template.Parameters?.[name];
    if (parameter?.Default !== undefined) return parameter.Default;
    if (parameter) throw this.#fault(`the parameter ${name} has no default`);
    return this.#resource(name).ref;
  }

  attribute(logicalId: string, name: string): Json {
    const { attributes, isIgnored } = this.#resource(logicalId);
    const { region, account } = this.#stack;
    if (isIgnored) return name === "Arn" ? `arn:aws:ignored:${region}:${account}:${logicalId}` : `${logicalId}.${name}`;
    const value = attributes?.[name];
    if (value === undefined) throw this.#fault(`${logicalId} has no attribute ${name} here`);
    return value;
  }

  condition(name: string): boolean {
    const condition = this.#stack.template.Conditions?.[name];
    if (condition === undefined) throw this.#fault(`there is no condition ${name}`);
    return holds(condition, this);
  }

  mapping(map: string, top: string, second: string): Json {
    const value = this.#stack.template.Mappings?.[map]?.[top]?.[second];
    if (value === undefined) throw this.#fault(`the mapping ${map} has no ${top}.${second}`);
    return value;
  }

  imported(exportName: string): Json {
    const value = this.#exports.get(exportName);
    if (value === undefined) throw this.#fault(`no earlier stack exports ${exportName}`);
    return value;
  }

  #pseudo(name: string): Json | undefined {
    const { account, region, name: stackName } = this.#stack;
    const values: Readonly<Record<string, Json | undefined>> = {
      "AWS::AccountId": account,
      "AWS::Region": region,
      "AWS::Partition": "aws",
      "AWS::URLSuffix": "amazonaws.com",
      "AWS::StackName": stackName,
      "AWS::StackId": `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/local`,
      "AWS::NotificationARNs": [],
      "AWS::NoValue": undefined,
    };
    if (!(name in values)) throw this.#fault(`the local target does not know the pseudo parameter ${name}`);
    return values[name];
  }

  #resource(logicalId: string): Referable {
    const made = this.made.get(logicalId);
    if (!made) throw this.#fault(`${logicalId} is not there (no such name, or its condition is false)`);
    return made;
  }

  #fault(message: string): KnownFault {
    return new KnownFault(`${this.#stack.name}: ${message}`);
  }
}
