using Nvr.Board.Updates;
using Nvr.Core;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Updates;

/// <summary>
/// One conversation with RAUC's service, which the bus starts where it is installed: <c>de.pengutronix.rauc.Installer</c> at <c>/</c>. Used by one task. Failures are those of <see cref="IUpdater"/>.
/// </summary>
internal sealed class RaucBus : IDisposable
{
    private const string Service = "de.pengutronix.rauc";
    private const string Installer = Service + ".Installer";
    private const string Properties = "org.freedesktop.DBus.Properties";

    /// <summary>To look at a bundle is to check the signature over all of it, which takes as long as a slow stick does.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DBusConnection bus;
    private readonly TaskCompletionSource<int> completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RaucBus(DBusConnection bus) => this.bus = bus;

    /// <summary>How the installation that runs ended: 0 for well. Ends only then.</summary>
    public Task<int> Completed => completed.Task;

    public static async Task<RaucBus> ConnectAsync(string? address, CancellationToken cancellation)
    {
        if (address is null)
        {
            throw UpdateFailures.NoUpdater();
        }
        var made = new RaucBus(new DBusConnection(address));
        try
        {
            await made.bus.ConnectAsync().AsTask().WaitAsync(Patience, cancellation);
            await made.bus.AddMatchAsync(
                new MatchRule { Type = MessageType.Signal, Sender = Service, Interface = Installer, Member = "Completed", Path = "/" },
                static (message, _) => message.GetBodyReader().ReadInt32(),
                (Notification<int> done) => made.Note(done),
                false);
            return made;
        }
        catch (Exception failure) when (failure is DBusExceptionBase or IOException or TimeoutException)
        {
            made.Dispose();
            throw UpdateFailures.NoUpdater(failure);
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>What the manifest of a bundle says whose signature is right; no tree where the service does not tell of it.</summary>
    public async Task<(string Compatible, string Version, BundleTree? Tree)> InspectAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(
                Installer,
                "InspectBundle",
                "sa{sv}",
                (ref MessageWriter writer) => { writer.WriteString(path); writer.WriteDictionary(new Dictionary<string, VariantValue>()); },
                static (message, _) => Told(message.GetBodyReader().ReadDictionaryOfStringToVariantValue()),
                cancellation);
        }
        catch (NvrException old) when (old.InnerException is DBusErrorReplyException { ErrorName: "org.freedesktop.DBus.Error.UnknownMethod" })
        {
            // Before RAUC 1.9, as in Debian 12.
            return await AskAsync<(string, string, BundleTree?)>(
                Installer,
                "Info",
                "s",
                (ref MessageWriter writer) => writer.WriteString(path),
                static (message, _) =>
                {
                    Reader reader = message.GetBodyReader();
                    return (reader.ReadString(), reader.ReadString(), null);
                },
                cancellation);
        }
    }

    /// <summary>Begins to install; <see cref="Completed"/> tells the end.</summary>
    public Task BeginAsync(string path, CancellationToken cancellation) => AskAsync(
        Installer,
        "InstallBundle",
        "sa{sv}",
        (ref MessageWriter writer) => { writer.WriteString(path); writer.WriteDictionary(new Dictionary<string, VariantValue>()); },
        static (_, _) => true,
        cancellation);

    /// <summary>How the service is just now.</summary>
    public Task<RaucState> ReadAsync(CancellationToken cancellation) => AskAsync(
        Properties,
        "GetAll",
        "s",
        (ref MessageWriter writer) => writer.WriteString(Installer),
        static (message, _) => StateOf(message.GetBodyReader().ReadDictionaryOfStringToVariantValue()),
        cancellation);

    /// <summary>The slots that the boot loader can start.</summary>
    public Task<IReadOnlyList<SystemSlot>> ReadSlotsAsync(CancellationToken cancellation) =>
        AskAsync<IReadOnlyList<SystemSlot>>(Installer, "GetSlotStatus", "", static (ref MessageWriter _) => { }, static (message, _) => SlotsOf(message.GetBodyReader()), cancellation);

    /// <summary>Marks the slot that runs.</summary>
    public Task MarkAsync(bool isGood, CancellationToken cancellation) => AskAsync(
        Installer,
        "Mark",
        "ss",
        (ref MessageWriter writer) =>
        {
            writer.WriteString(isGood ? "good" : "bad");
            writer.WriteString("booted");
        },
        static (_, _) => true,
        cancellation);

    public void Dispose() => bus.Dispose();

    private static List<SystemSlot> SlotsOf(Reader reader)
    {
        List<SystemSlot> slots = [];
        for (ArrayEnd all = reader.ReadArrayStart(DBusType.Struct); reader.HasNext(all);)
        {
            reader.AlignStruct();
            reader.ReadString();
            Dictionary<string, VariantValue> told = reader.ReadDictionaryOfStringToVariantValue();
            if (TextOf(told, "bootname") is { Length: > 0 } bootName)
            {
                bool? isGood = TextOf(told, "boot-status") switch { "good" => true, "bad" => false, _ => null };
                slots.Add(new SystemSlot(bootName, TextOf(told, "state") == "booted", isGood, TextOf(told, "bundle.version") is { Length: > 0 } version ? version : null));
            }
        }
        return slots;
    }

    private static (string Compatible, string Version, BundleTree? Tree) Told(Dictionary<string, VariantValue> bundle)
    {
        Dictionary<string, VariantValue> update = PartOf(bundle, "update") ?? throw UpdateFailures.NotAccepted();
        return (TextOf(update, "compatible"), TextOf(update, "version"), PartOf(bundle, "bundle") is { } format ? TreeOf(format) : null);
    }

    /// <summary>Null for a bundle of another form.</summary>
    private static BundleTree? TreeOf(Dictionary<string, VariantValue> format)
    {
        try
        {
            return TextOf(format, "format") == "verity" && format.TryGetValue("verity-size", out VariantValue size) && size is { Type: VariantValueType.UInt64 } && size.GetUInt64() <= int.MaxValue
                ? new BundleTree(Convert.FromHexString(TextOf(format, "verity-hash")), Convert.FromHexString(TextOf(format, "verity-salt")), (long)size.GetUInt64())
                : null;
        }
        catch (FormatException)
        {
            throw UpdateFailures.NotAccepted();
        }
    }

    // RAUC puts a variant into the variant.
    private static Dictionary<string, VariantValue>? PartOf(Dictionary<string, VariantValue> told, string name) =>
        told.TryGetValue(name, out VariantValue part) && (part.Type == VariantValueType.Variant ? part = part.GetVariantValue() : part).Type == VariantValueType.Dictionary
            ? part.GetDictionary<string, VariantValue>()
            : null;

    private static RaucState StateOf(Dictionary<string, VariantValue> now)
    {
        (int percent, string words) = now.TryGetValue("Progress", out VariantValue progress) && progress is { Type: VariantValueType.Struct, Count: >= 2 }
            ? (progress.GetItem(0).GetInt32(), progress.GetItem(1).GetString())
            : (0, "");
        return new RaucState(TextOf(now, "Operation"), TextOf(now, "LastError"), TextOf(now, "Compatible"), new UpdateStep(Math.Clamp(percent, 0, 100), words));
    }

    private static string TextOf(Dictionary<string, VariantValue> values, string name) =>
        values.TryGetValue(name, out VariantValue value) && value.Type == VariantValueType.String ? value.GetString() : "";

    private void Note(Notification<int> done)
    {
        if (done.HasValue)
        {
            completed.TrySetResult(done.Value);
        }
    }

    private async Task<T> AskAsync<T>(string name, string member, string signature, WriteCall write, MessageValueReader<T> read, CancellationToken cancellation)
    {
        try
        {
            return await bus.CallMethodAsync(Call(name, member, signature, write), read, null).WaitAsync(Patience, cancellation);
        }
        catch (DBusErrorReplyException error)
        {
            throw RaucErrors.Of(error);
        }
        catch (Exception lost) when (lost is DBusExceptionBase or IOException or TimeoutException)
        {
            throw UpdateFailures.BrokenOff(lost);
        }
    }

    private MessageBuffer Call(string name, string member, string signature, WriteCall write)
    {
        MessageWriter writer = bus.GetMessageWriter();
        try
        {
            writer.WriteMethodCallHeader(Service, "/", name, member, signature.Length == 0 ? null : signature);
            write(ref writer);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private delegate void WriteCall(ref MessageWriter writer);
}
