using Microsoft.Data.Sqlite;

namespace Nvr.Storage.Index;

/// <summary>A connection and its prepared statements, found again by their text. One thread at a time.</summary>
internal sealed class SqlSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private SqliteTransaction? transaction;

    public SqliteConnection Connection { get; } = connection;

    public int Run(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values.Length).Run(transaction, values);

    /// <summary>The first column of the first row; null when there is no row or it is NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values.Length).Number(transaction, values);

    public SqliteDataReader Read(string sql, params ReadOnlySpan<object> values) =>
        Prepare(sql, values.Length).ReadWithin(transaction, values);

    /// <summary>Takes SQLite's one write lock at once, so that a transaction never fails half-way for want of it.</summary>
    public void Begin() => transaction = Connection.BeginTransaction(deferred: false);

    public void Commit()
    {
        transaction?.Commit();
        End();
    }

    public void Rollback()
    {
        try
        {
            transaction?.Rollback();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself: after a full disk or a read error it does.
        }
        End();
    }

    public void Dispose()
    {
        foreach (Statement statement in statements.Values)
        {
            statement.Dispose();
        }
        transaction?.Dispose();
        Connection.Dispose();
    }

    private void End()
    {
        transaction?.Dispose();
        transaction = null;
    }

    private Statement Prepare(string sql, int parameters)
    {
        if (!statements.TryGetValue(sql, out Statement? statement))
        {
            statement = new Statement(Connection, sql, parameters);
            statements.Add(sql, statement);
        }
        return statement;
    }
}
