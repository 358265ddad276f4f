// Column habits shared by all entities: snake_case names, bigint identities as strings, moments with time zone.
import { Column, type ColumnOptions, DefaultNamingStrategy, PrimaryGeneratedColumn } from 'typeorm';

const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** snake_case columns and tables named in the plural by their entities. */
export class SnakeNaming extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return given ?? snake([...prefixes, property].join('_'));
  }
  override joinColumnName(relation: string, referenced: string): string {
    return `${snake(relation)}_${referenced}`;
  }
}

export const Id = (): PropertyDecorator => PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' });
export const Text = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'text', ...options });
export const Reference = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'bigint', ...options });
export const Whole = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'integer', ...options });
export const Moment = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'timestamptz', ...options });
export const Flag = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'boolean', default: false, ...options });
export const Json = (options: ColumnOptions = {}): PropertyDecorator => Column({ type: 'jsonb', default: {}, ...options });
export const Maybe = { nullable: true } as const;
