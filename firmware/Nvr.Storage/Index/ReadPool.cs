using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Nvr.Core;

namespace Nvr.Storage.Index;

/// <summary>
/// Read connections of one index, kept with their prepared statements. Thread-safe; each connection serves one reader at a time. SQLite's failures become
/// <see cref="NvrException"/> (Storage); damage found while reading is reported, so that the index is replaced.
/// </summary>
internal sealed class ReadPool(IndexFile file, Action<SqliteException> damaged) : IDisposable
{
    private const int MaxIdle = 8;

    private readonly ConcurrentBag<ReadSession> idle = [];
    private volatile bool disposed;

    public T Read<T>(Func<ReadSession, T> work)
    {
        ReadSession? session = null;
        try
        {
            session = Rent();
            T result = work(session);
            Return(session);
            return result;
        }
        catch (SqliteException failure)
        {
            session?.Dispose();
            if (IndexFile.IsDamage(failure))
            {
                damaged(failure);
            }
            throw new NvrException(ErrorKind.Storage, "The index of the recordings cannot be read just now. Please try again in a moment.", failure);
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out ReadSession? session))
        {
            session.Dispose();
        }
    }

    private ReadSession Rent()
    {
        while (idle.TryTake(out ReadSession? session))
        {
            if (session.Generation == file.Generation)
            {
                return session;
            }
            session.Dispose();
        }
        return new ReadSession(file.Path, file.Generation);
    }

    private void Return(ReadSession session)
    {
        if (disposed || idle.Count >= MaxIdle)
        {
            session.Dispose();
        }
        else
        {
            idle.Add(session);
        }
    }
}
