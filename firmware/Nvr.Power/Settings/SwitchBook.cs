using System.Net;
using System.Net.Sockets;
using Nvr.Board.Switches;
using Nvr.Core;
using Nvr.Storage.Settings;

namespace Nvr.Power.Settings;

/// <summary>
/// The switches that the box manages, in <c>switches.json</c>, what is secret sealed as camera passwords are. Thread-safe; changes block on the disk. Failures are
/// NvrException: InvalidInput, Conflict for a name or address that is taken, NotFound, Storage.
/// </summary>
public sealed class SwitchBook
{
    public const int MostSwitches = 16;

    private const int LongestName = 16;
    private const int LongestSecret = 64;

    private readonly Lock gate = new();
    private readonly SettingsFile<SwitchDocument> file;
    private readonly SecretBox secrets;
    private readonly bool allowLoopback;
    private IReadOnlyList<ManagedSwitch> switches;

    /// <param name="data">Where it lies.</param>
    /// <param name="allowLoopback">Whether a switch may be this machine itself: for trying the box out.</param>
    public SwitchBook(DataDirectory data, bool allowLoopback)
    {
        this.allowLoopback = allowLoopback;
        file = new SettingsFile<SwitchDocument>(data.SettingsFile("switches.json"), PowerJson.Default.SwitchDocument, d => d.Switches.All(s => IPAddress.TryParse(s.Address, out _)));
        secrets = SecretBox.Open(data.SettingsFile("device.key"));
        switches = [.. (file.Read()?.Switches ?? []).Select(Open)];
    }

    public IReadOnlyList<ManagedSwitch> List() => Volatile.Read(ref switches);

    /// <summary>Everything about it that can be judged without asking it.</summary>
    public void Judge(ManagedSwitch added)
    {
        Require(added.Name.Length is > 0 and <= LongestName && added.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'), "A switch's name has 1 to 16 letters, digits and hyphens.");
        Require(added.EndPoint.Port is > 0 and <= IPEndPoint.MaxPort, "'port' must be between 1 and 65535; it is 161 almost everywhere.");
        Require(IsDevice(added.EndPoint.Address), "The address must be that of the switch, such as 192.168.1.2.");
        JudgeAccess(added.Access);
    }

    public void Add(ManagedSwitch added)
    {
        Judge(added);
        lock (gate)
        {
            if (switches.Any(s => s.Name.Equals(added.Name, StringComparison.OrdinalIgnoreCase)) || added.Name.Equals(Nvr.Board.Poe.PoeSupply.BoxName, StringComparison.OrdinalIgnoreCase))
            {
                throw new NvrException(ErrorKind.Conflict, $"The name {added.Name} is taken. Choose another one.");
            }
            if (switches.FirstOrDefault(s => s.EndPoint.Equals(added.EndPoint)) is { } same)
            {
                throw new NvrException(ErrorKind.Conflict, $"The switch at {added.EndPoint.Address} is there already: {same.Name}.");
            }
            if (switches.Count >= MostSwitches)
            {
                throw new NvrException(ErrorKind.Exhausted, $"The box manages at most {MostSwitches} switches.");
            }
            Write_NeedsLock([.. switches, added]);
        }
    }

    public void Remove(string name)
    {
        lock (gate)
        {
            ManagedSwitch gone = switches.FirstOrDefault(s => s.Name == name) ?? throw new NvrException(ErrorKind.NotFound, $"There is no switch {name}.");
            Write_NeedsLock([.. switches.Where(s => s != gone)]);
        }
    }

    private static void JudgeAccess(SnmpAccess access)
    {
        if (access.UserName is null)
        {
            Require(IsSecret(access.Community, 1), "Give the community of the switch (version 2c), or a user (version 3).");
            return;
        }
        Require(access.Community is null, "Give either a community (version 2c) or a user (version 3), not both.");
        Require(access.UserName.Length is > 0 and <= 32 && !access.UserName.Any(char.IsControl), "The user name has 1 to 32 characters.");
        Require(access.Password is null || IsSecret(access.Password, SnmpAccess.ShortestPassword), "A password of SNMP version 3 has 8 to 64 characters.");
        Require(access.EncryptionPassword is null || IsSecret(access.EncryptionPassword, SnmpAccess.ShortestPassword), "An encryption password of SNMP version 3 has 8 to 64 characters.");
        Require(access.EncryptionPassword is null || access.Password is not null, "SNMP version 3 encrypts only for a user with a password: give that as well.");
    }

    private static bool IsSecret(string? text, int shortest) => text is not null && text.Length >= shortest && text.Length <= LongestSecret && !text.Any(char.IsControl);

    private bool IsDevice(IPAddress address) =>
        (allowLoopback || !IPAddress.IsLoopback(address))
        && !address.IsIPv6Multicast
        && !address.IsIPv4MappedToIPv6
        && !address.Equals(IPAddress.IPv6Any)
        && (address.AddressFamily != AddressFamily.InterNetwork || address.GetAddressBytes()[0] is not (0 or >= 224));

    private void Write_NeedsLock(IReadOnlyList<ManagedSwitch> all)
    {
        file.Write(new SwitchDocument { Switches = [.. all.Select(Seal)] });
        Volatile.Write(ref switches, all);
    }

    private StoredSwitch Seal(ManagedSwitch from) => new()
    {
        Name = from.Name,
        Address = from.EndPoint.Address.ToString(),
        Port = from.EndPoint.Port,
        UserName = from.Access.UserName,
        Hash = from.Access.Hash,
        SealedCommunity = Seal(from, from.Access.Community, "community"),
        SealedPassword = Seal(from, from.Access.Password, "password"),
        SealedEncryptionPassword = Seal(from, from.Access.EncryptionPassword, "encryption"),
    };

    private ManagedSwitch Open(StoredSwitch stored) => new(stored.Name, new IPEndPoint(IPAddress.Parse(stored.Address), stored.Port), new SnmpAccess
    {
        UserName = stored.UserName,
        Hash = stored.Hash,
        Community = Unseal(stored, stored.SealedCommunity, "community"),
        Password = Unseal(stored, stored.SealedPassword, "password"),
        EncryptionPassword = Unseal(stored, stored.SealedEncryptionPassword, "encryption"),
    });

    private string? Seal(ManagedSwitch of, string? secret, string what) => secret is null ? null : secrets.Seal(secret, Context(of.Name, of.EndPoint.Address.ToString(), what));

    // What cannot be opened any more is a wrong one: the switch says so, and the user enters it again.
    private string? Unseal(StoredSwitch of, string? text, string what) =>
        text is null ? null : secrets.TryUnseal(text, Context(of.Name, of.Address, what), out string? secret) ? secret : "";

    private static string Context(string name, string address, string what) => $"switch/{name}/{address}/{what}";

    private static void Require(bool fine, string sentence)
    {
        if (!fine)
        {
            throw new NvrException(ErrorKind.InvalidInput, sentence);
        }
    }
}
