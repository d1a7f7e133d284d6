using System.CommandLine;
using System.Globalization;
using SimCamera.Onvif;

namespace SimCamera.Commands;

/// <summary>The options of <c>simcamera run</c> that say what the ONVIF side is like. Throws <see cref="ArgumentException"/> on nonsense.</summary>
internal sealed class OnvifArguments
{
    private readonly Option<bool> _on = new("--onvif") { Description = "Gives each camera an ONVIF side, and answers discovery." };
    private readonly Option<int> _port = new("--onvif-port") { Description = "Web port of the first device, the next ones follow; 0 takes free ones.", DefaultValueFactory = _ => 0 };
    private readonly Option<int> _sources = new("--sources") { Description = "So many cameras are the sources of one device.", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _account = new("--account") { Description = "NAME:PASSWORD:LEVEL (User, Operator, Administrator); may be given several times." };
    private readonly Option<string?> _serial = new("--serial") { Description = "Serial number; of several devices -2, -3 and so on follow." };
    private readonly Option<string?> _mac = new("--mac") { Description = "MAC address of the first device." };
    private readonly Option<string> _maker = new("--maker") { Description = "Maker's name.", DefaultValueFactory = _ => "SimCamera" };
    private readonly Option<string> _model = new("--model") { Description = "Model's name.", DefaultValueFactory = _ => "SC-1" };
    private readonly Option<int> _card = new("--card") { Description = "Seconds of past on the card at the start (Profile G); 0: no card.", DefaultValueFactory = _ => 0 };
    private readonly Option<bool> _metadata = new("--metadata") { Description = "Adds a track of ONVIF metadata." };
    private readonly Option<bool> _noPtz = new("--no-ptz") { Description = "The cameras cannot turn." };
    private readonly Option<int> _reboot = new("--reboot-seconds") { Description = "How long a reboot lasts.", DefaultValueFactory = _ => 5 };
    private readonly Option<int> _discovery = new("--discovery-port") { Description = "UDP port of WS-Discovery; 0 takes a free one.", DefaultValueFactory = _ => 3702 };
    private readonly Option<bool> _noMulticast = new("--no-multicast") { Description = "Joins no multicast group: only direct probes are answered." };

    private readonly Option<int> _ntpPort = new("--ntp-port") { Description = "UDP port at which a time server is asked.", DefaultValueFactory = _ => 123 };
    private readonly Option<bool> _smart = new("--smart-codec") { Description = "The main streams have a smart codec, which is on; --maker Hikvision, Dahua or Axis has it switched off." };
    private readonly Option<SmartCodecFault> _smartFault = new("--smart-fault") { Description = "How the maker's interface misbehaves.", DefaultValueFactory = _ => SmartCodecFault.None };
    private readonly Option<double> _ntp = new("--ntp-seconds") { Description = "Between two questions to the time server.", DefaultValueFactory = _ => 16 };

    public IEnumerable<Option> All =>
    [
        _on, _port, _sources, _account, _serial, _mac, _maker, _model, _card, _metadata, _noPtz, _reboot, _discovery, _noMulticast, _ntpPort, _ntp, _smart, _smartFault,
    ];

    public DiscoveryOptions? Discovery(ParseResult given) => !given.GetValue(_on) ? null : new DiscoveryOptions
    {
        Port = given.GetValue(_discovery),
        Multicast = !given.GetValue(_noMulticast),
    };

    /// <summary>Null for a camera without an ONVIF side of its own. <paramref name="index"/> runs from 0.</summary>
    public OnvifOptions? Of(ParseResult given, int index, int count, string name)
    {
        int sources = given.GetValue(_sources);
        if (sources < 1)
        {
            throw new ArgumentException($"{sources} sources: must be 1 or more.");
        }

        if (!given.GetValue(_on) || index % sources != 0)
        {
            return null;
        }

        int device = index / sources;
        int port = given.GetValue(_port);
        return new OnvifOptions
        {
            Port = port == 0 ? 0 : port + device,
            Serial = given.GetValue(_serial) is { } serial ? serial + (device == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{device + 1}")) : null,
            Mac = given.GetValue(_mac) is { } mac ? Following(mac, device) : null,
            Maker = given.GetValue(_maker)!,
            Model = given.GetValue(_model)!,
            MoreAccounts = [.. (given.GetValue(_account) ?? []).Select(AccountOf)],
            MoreSources = [.. Enumerable.Range(index + 1, Math.Min(sources, count - index) - 1).Select(i => $"{name}{i + 1}")],
            HasPtz = !given.GetValue(_noPtz),
            CardSeconds = given.GetValue(_card),
            MetadataTrack = given.GetValue(_metadata),
            SmartCodec = given.GetValue(_smart) ? new SmartCodecOptions { Fault = given.GetValue(_smartFault) } : null,
            NtpPort = given.GetValue(_ntpPort),
            NtpInterval = TimeSpan.FromSeconds(given.GetValue(_ntp)),
            RebootTime = TimeSpan.FromSeconds(given.GetValue(_reboot)),
        };
    }

    private static string Following(string mac, int device)
    {
        string digits = mac.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        bool reads = digits.Length == 12 & long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long first);
        return reads
            ? string.Join(':', (first + device).ToString("x12", CultureInfo.InvariantCulture).Chunk(2).Select(pair => new string(pair)))
            : throw new ArgumentException($"'{mac}' is not a MAC address.");
    }

    private static OnvifAccount AccountOf(string text)
    {
        string[] parts = text.Split(':');
        OnvifLevel level = OnvifLevel.User;
        bool reads = parts.Length >= 3 && Enum.TryParse(parts[^1], ignoreCase: true, out level);
        return reads
            ? new OnvifAccount(parts[0], string.Join(':', parts[1..^1]), level)
            : throw new ArgumentException($"The account '{text}' must look like NAME:PASSWORD:LEVEL.");
    }
}
