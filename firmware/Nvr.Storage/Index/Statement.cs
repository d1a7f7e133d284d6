using Microsoft.Data.Sqlite;

namespace Nvr.Storage.Index;

/// <summary>A prepared statement with parameters $1, $2, …; kept for the life of its connection, used by one thread at a time.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }
    }

    public int Run(SqliteTransaction? transaction, ReadOnlySpan<object> values) => Bind(transaction, values).ExecuteNonQuery();

    public long? Number(SqliteTransaction? transaction, ReadOnlySpan<object> values) =>
        Bind(transaction, values).ExecuteScalar() is long number ? number : null;

    public SqliteDataReader ReadWithin(SqliteTransaction? transaction, ReadOnlySpan<object> values) =>
        Bind(transaction, values).ExecuteReader();

    public void Dispose() => command.Dispose();

    private SqliteCommand Bind(SqliteTransaction? transaction, ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        return command;
    }
}
