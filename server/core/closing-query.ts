import pg from 'pg'

/**
 * A statement with the commit behind it in one message. PostgreSQL answers each message by itself, and to be woken for an
 * answer costs as much again as a small statement.
 */
export class ClosingQuery extends pg.Query {
  /** Ends the message; the driver calls it once the statement is bound (pg/lib/query.js). */
  _getRows(connection: pg.Connection): void {
    connection.execute({}, true)
    connection.parse({ name: '', text: 'commit', types: [] }, true)
    connection.bind({}, true)
    connection.execute({}, true)
    connection.sync()
  }
}
