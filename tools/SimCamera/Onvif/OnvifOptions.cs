using System.Net.NetworkInformation;

namespace SimCamera.Onvif;

/// <summary>
/// The ONVIF side of a camera: where it listens and who it says it is. Accounts are those of <see cref="CameraOptions.User"/> plus
/// <see cref="MoreAccounts"/>; without any the camera is factory-new and accepts everything until a user is created. Immutable.
/// </summary>
public sealed record OnvifOptions
{
    /// <summary>TCP port of the web services; 0 asks the kernel for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Null: made from the camera's number.</summary>
    public string? Serial { get; init; }

    /// <summary>As <c>02:53:49:4d:00:01</c>; null: made from the camera's number.</summary>
    public string? Mac { get; init; }

    public string Maker { get; init; } = "SimCamera";

    public string Model { get; init; } = "SC-1";

    public string Firmware { get; init; } = "1.0.0";

    public IReadOnlyList<OnvifAccount> MoreAccounts { get; init; } = [];

    /// <summary>Names of other cameras of the same server that are further sources of this device, as of an encoder with several inputs.</summary>
    public IReadOnlyList<string> MoreSources { get; init; } = [];

    public bool HasPtz { get; init; } = true;

    /// <summary>How much past the card holds at the start, in seconds; it then grows. 0: no card, and no Profile G.</summary>
    public int CardSeconds { get; init; }

    /// <summary>True: both streams carry a track of <c>tt:MetadataStream</c> documents with a moving box.</summary>
    public bool MetadataTrack { get; init; }

    /// <summary>How long nothing answers after SystemReboot.</summary>
    public TimeSpan RebootTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where time servers are asked; real devices know only the usual port.</summary>
    public int NtpPort { get; init; } = 123;

    /// <summary>Between two questions to the time server.</summary>
    public TimeSpan NtpInterval { get; init; } = TimeSpan.FromSeconds(16);

    /// <summary>Null: the device has none.</summary>
    public SmartCodecOptions? SmartCodec { get; init; }

    internal void Check()
    {
        Require(Port is >= 0 and <= 65535, $"The ONVIF port {Port} must lie between 0 and 65535.");
        Require(NtpPort is > 0 and <= 65535, $"The NTP port {NtpPort} must lie between 1 and 65535.");
        Require(NtpInterval > TimeSpan.Zero, "Time servers cannot be asked without a pause.");
        Require(Mac is null || PhysicalAddress.TryParse(Mac, out _), $"'{Mac}' is not a MAC address.");
        Require(CardSeconds is >= 0 and <= 30 * 86400, $"A card of {CardSeconds} s: must be 0 to 30 days.");
        Require(MoreAccounts.All(a => a.Name.Length > 0), "An account needs a name.");
        Require(RebootTime >= TimeSpan.Zero, "A reboot cannot last less than nothing.");
    }

    private static void Require(bool fine, string sentence)
    {
        if (!fine)
        {
            throw new ArgumentException(sentence);
        }
    }
}
