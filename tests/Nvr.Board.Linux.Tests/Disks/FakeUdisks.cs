using System.Text.Json;
using Nvr.Board.Linux.Disks;
using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Tests.Disks;

/// <summary>
/// Answers as UDisks2 2.10.1 of Debian 13 did in a virtual machine: with the objects that were recorded there (<c>Disks/Recorded/*.json</c> and <c>Sticks/Recorded/*.json</c>,
/// what busctl said of GetManagedObjects). Notes what else it is asked for, and refuses that if it is told to.
/// </summary>
internal sealed class FakeUdisks : IPathMethodHandler, IDisposable
{
    private readonly DBusConnection connection;

    private FakeUdisks(DBusConnection connection) => this.connection = connection;

    public string Path => "/";

    public bool HandlesChildPaths => true;

    public JsonElement Objects { get; set; }

    /// <summary>What there is once something was mounted; null where that changes nothing.</summary>
    public JsonElement? ObjectsOnceMounted { get; set; }

    /// <summary>Where it says that it mounts.</summary>
    public string MountsAt { get; set; } = "/run/media/nvr/nvr-1";

    public List<string> Asked { get; } = [];

    /// <summary>The options of each of these, where options are all that there is.</summary>
    public List<Dictionary<string, VariantValue>> Options { get; } = [];

    /// <summary>The name of the error with which everything but reading is refused; null where it is done.</summary>
    public string? Refusal { get; set; }

    /// <summary>The only member that is refused; null for all.</summary>
    public string? RefusedMember { get; set; }

    public static async Task<FakeUdisks> StartAsync(PrivateBus bus, string recorded, string folder = "Disks")
    {
        var connection = new DBusConnection(bus.Address);
        await connection.ConnectAsync();
        var fake = new FakeUdisks(connection) { Objects = Read(recorded, folder) };
        connection.AddMethodHandler(fake);
        await connection.RequestNameAsync(UdisksNames.Service, RequestNameOptions.None);
        return fake;
    }

    public static JsonElement Read(string recorded, string folder = "Disks")
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, folder, "Recorded", recorded + ".json")));
        return document.RootElement.Clone();
    }

    public ValueTask HandleMethodAsync(MethodContext context)
    {
        string member = context.Request.MemberAsString!;
        if (member == "GetManagedObjects")
        {
            Reply(context, "a{oa{sa{sv}}}", Objects.GetProperty("data")[0]);
            return ValueTask.CompletedTask;
        }
        lock (Asked)
        {
            Asked.Add($"{context.Request.PathAsString!.Split('/')[^1]}.{member}({context.Request.SignatureAsString})");
            if (context.Request.SignatureAsString == "a{sv}")
            {
                Options.Add(context.Request.GetBodyReader().ReadDictionaryOfStringToVariantValue());
            }
        }
        if (Refusal is { } name && (RefusedMember ?? member) == member)
        {
            context.ReplyError(name, "No.");
        }
        else if (member == "Mount")
        {
            Objects = ObjectsOnceMounted ?? Objects;
            Reply(context, "s", JsonSerializer.SerializeToElement(MountsAt));
        }
        else
        {
            Reply(context, "", default);
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Tells that an object has changed, as the service does.</summary>
    public void Signal()
    {
        MessageWriter writer = connection.GetMessageWriter();
        writer.WriteSignalHeader(null, UdisksNames.Root + "/block_devices/vdb", UdisksNames.Properties, "PropertiesChanged", "sa{sv}as");
        writer.WriteString(UdisksNames.Block);
        writer.WriteDictionary(new Dictionary<string, VariantValue>());
        writer.WriteArray(Array.Empty<string>());
        connection.TrySendMessage(writer.CreateMessage());
        writer.Dispose();
    }

    public void Dispose() => connection.Dispose();

    private static void Reply(MethodContext context, string signature, JsonElement value)
    {
        MessageWriter writer = context.CreateReplyWriter(signature);
        if (signature.Length > 0)
        {
            BusctlJson.Write(ref writer, signature, value);
        }
        context.Reply(writer.CreateMessage());
        writer.Dispose();
    }
}
