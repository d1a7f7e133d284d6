import type { components, paths } from '../generated/schema';

/** The shapes of the API, generated from its own description: `npm run types`. */
export type Schemas = components['schemas'];

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

type Parts<Path extends string> = Path extends `${infer First}/${infer Rest}` ? [First, ...Parts<Rest>] : [Path];

/** Any text may stand for what is in braces. */
type Filled<All extends string[]> = { [I in keyof All]: All[I] extends `{${string}}` ? string : All[I] };
type Pattern<Described extends string> = Described extends `/api/v1${infer Path}` ? Filled<Parts<Path>> : never;

type IsSame<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type AddressOf<Path extends string> = { [D in keyof paths]: IsSame<Parts<Path>, Pattern<D>> extends true ? D : never }[keyof paths];

type Operation<M extends Method, Path extends string> = { [D in AddressOf<Path>]: Lowercase<M> extends keyof paths[D] ? paths[D][Lowercase<M>] : never }[AddressOf<Path>];

type JsonOf<Answered> = Answered extends { content: { 'application/json': infer Json } } ? Json : undefined;

/** What the description says that a request is answered with; undefined for nothing. */
export type Answer<M extends Method, Path extends string> = Operation<M, Path> extends { responses: infer R } ? JsonOf<R[Exclude<keyof R, 'default'>]> : never;

/** What may stand behind the question mark of an address, and what must; nothing can where the description knows no such address and method. */
export type Query<M extends Method, Path extends string> = Operation<M, Path> extends { parameters: { query?: infer Asked } } ? Exclude<Asked, undefined> : never;

/** What a request has to carry; it cannot be made at all where the description knows no such address and method, nor without a question that it needs. */
export type Carried<M extends Method, Path extends string> = [Operation<M, Path>] extends [undefined] ? [never]
  : Operation<M, Path> extends { parameters: { query: object } } ? [never]
  : Operation<M, Path> extends { requestBody: { content: { 'application/json': infer Json } } } ? [body: Json] : [];
