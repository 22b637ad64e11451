/** What the examples use of packages that are not installed here, so that their types are checked all the same. You do not need this file. */

declare module 'vitest' {
  type Use<T> = (value: T) => Promise<void>
  type Fixture<All, T> = (context: All, use: Use<T>) => Promise<void>
  type Fixtures<All> = { readonly [Name in keyof All]: Fixture<All, All[Name]> | readonly [Fixture<All, All[Name]>, { readonly scope: 'test' | 'file' | 'worker' }] }
  type Run<All> = (name: string, act: (context: All) => Promise<void>) => void
  interface TestApi<All> extends Run<All> {
    readonly concurrent: Run<All>
    readonly extend: <More extends object>(fixtures: Fixtures<More>) => TestApi<All & More>
  }
  export const test: TestApi<object>
  export const expect: (value: unknown) => { readonly toBe: (expected: unknown) => void }
}

declare module 'testcontainers' {
  interface WaitStrategy { readonly waitFor: 'http' }
  interface StartedTestContainer {
    readonly getHost: () => string
    readonly getMappedPort: (port: number) => number
    readonly stop: () => Promise<unknown>
  }
  export const Wait: { readonly forHttp: (path: string, port: number) => WaitStrategy }
  export class GenericContainer {
    constructor(image: string)
    withEnvironment(variables: Readonly<Record<string, string>>): this
    withExposedPorts(...ports: readonly number[]): this
    withWaitStrategy(strategy: WaitStrategy): this
    start(): Promise<StartedTestContainer>
  }
}
