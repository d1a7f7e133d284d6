using Nvr.Core;
using Nvr.Core.Time;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Disks;

/// <summary>Writes the arguments of a call behind its header.</summary>
internal delegate void WriteArguments(ref MessageWriter writer);

/// <summary>
/// A connection to UDisks2 on the system bus, made anew when it was lost. Thread-safe. Calls wait for their answer as long as the disks take, up to a limit; failures are
/// those of <see cref="UdisksErrors"/>.
/// </summary>
/// <param name="address">The bus, as of the D-Bus specification.</param>
internal sealed class UdisksBus(string address) : IDisposable
{
    /// <summary>Making a file system on a large array, or stopping one whose disks hang, takes minutes at the worst.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan QuickPatience = TimeSpan.FromSeconds(25);

    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly Doorbell news = new(TimeProvider.System);
    private DBusConnection? connection;

    /// <summary>Every object of the service.</summary>
    public async Task<UdisksObjects> ObjectsAsync(CancellationToken cancellation)
    {
        DBusConnection bus = await ConnectedAsync(cancellation);
        MessageBuffer call = Call(bus, UdisksNames.Root, UdisksNames.ObjectManager, "GetManagedObjects", null, null);
        return await GuardAsync(bus, () => bus.CallMethodAsync(call, ReadObjects, null), QuickPatience, cancellation);
    }

    /// <summary>A method that returns nothing.</summary>
    public async Task DoAsync(string path, string name, string member, string signature, WriteArguments write, CancellationToken cancellation)
    {
        DBusConnection bus = await ConnectedAsync(cancellation);
        MessageBuffer call = Call(bus, path, name, member, signature, write);
        await GuardAsync(bus, () => ReturningAsync(bus.CallMethodAsync(call)), Patience, cancellation);
    }

    /// <summary>A method that returns a text or an object path.</summary>
    public async Task<string> AskAsync(
        string path, string name, string member, string signature, WriteArguments write, MessageValueReader<string> read, CancellationToken cancellation)
    {
        DBusConnection bus = await ConnectedAsync(cancellation);
        MessageBuffer call = Call(bus, path, name, member, signature, write);
        return await GuardAsync(bus, () => bus.CallMethodAsync(call, read, null), Patience, cancellation);
    }

    /// <summary>Wakes whoever waits, for what the service does not tell.</summary>
    public void Ring() => news.Ring();

    /// <summary>Returns when an object of the service has changed since the last call, or the time is over.</summary>
    public Task WaitForNewsAsync(TimeSpan atMost, CancellationToken cancellation) => news.WaitAsync(atMost, cancellation);

    public void Dispose()
    {
        connection?.Dispose();
        connecting.Dispose();
    }

    private static MessageBuffer Call(DBusConnection bus, string path, string name, string member, string? signature, WriteArguments? write)
    {
        MessageWriter writer = bus.GetMessageWriter();
        try
        {
            writer.WriteMethodCallHeader(UdisksNames.Service, path, name, member, signature);
            write?.Invoke(ref writer);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static async Task<bool> ReturningAsync(Task task)
    {
        await task;
        return true;
    }

    private static UdisksObjects ReadObjects(Message message, object? state)
    {
        var objects = new Dictionary<string, IReadOnlyDictionary<string, UdisksProperties>>(StringComparer.Ordinal);
        Reader reader = message.GetBodyReader();
        ArrayEnd all = reader.ReadDictionaryStart();
        while (reader.HasNext(all))
        {
            string path = reader.ReadObjectPathAsString();
            var interfaces = new Dictionary<string, UdisksProperties>(StringComparer.Ordinal);
            ArrayEnd ofObject = reader.ReadDictionaryStart();
            while (reader.HasNext(ofObject))
            {
                string name = reader.ReadString();
                interfaces[name] = new UdisksProperties(reader.ReadDictionaryOfStringToVariantValue());
            }
            objects[path] = interfaces;
        }
        return new UdisksObjects(objects);
    }

    private async Task<DBusConnection> ConnectedAsync(CancellationToken cancellation)
    {
        await connecting.WaitAsync(cancellation);
        try
        {
            return connection ??= await ConnectAsync(cancellation);
        }
        finally
        {
            connecting.Release();
        }
    }

    private async Task<DBusConnection> ConnectAsync(CancellationToken cancellation)
    {
        var made = new DBusConnection(address);
        try
        {
            await made.ConnectAsync().AsTask().WaitAsync(QuickPatience, cancellation);
            await ListenAsync(made, new MatchRule { Type = MessageType.Signal, Sender = UdisksNames.Service, Interface = UdisksNames.Properties, PathNamespace = UdisksNames.Root });
            await ListenAsync(made, new MatchRule { Type = MessageType.Signal, Sender = UdisksNames.Service, Interface = UdisksNames.ObjectManager, Path = UdisksNames.Root });
            return made;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            made.Dispose();
            throw UdisksErrors.Unreachable(failure);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private async Task ListenAsync(DBusConnection bus, MatchRule rule) =>
        await bus.AddMatchAsync(rule, (Notification _) => news.Ring(), false);

    private async Task<T> GuardAsync<T>(DBusConnection bus, Func<Task<T>> call, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await call().WaitAsync(patience, cancellation);
        }
        catch (DBusErrorReplyException error)
        {
            throw UdisksErrors.Of(error);
        }
        catch (Exception lost) when (lost is not (OperationCanceledException or NvrException))
        {
            Forget(bus);
            throw UdisksErrors.Unreachable(lost);
        }
    }

    private void Forget(DBusConnection lost)
    {
        Interlocked.CompareExchange(ref connection, null, lost);
        lost.Dispose();
    }
}
