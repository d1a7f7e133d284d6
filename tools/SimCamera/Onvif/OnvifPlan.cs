using SimCamera.Onvif.Card;

namespace SimCamera.Onvif;

/// <summary>
/// How the ONVIF side of one camera behaves after its quirks had their say. Changed only while the camera is made; read by everything
/// afterwards.
/// </summary>
internal sealed class OnvifPlan
{
    public TimeSpan ClockOffset { get; set; }

    /// <summary>How far the UTC field of GetSystemDateAndTime is from the camera's clock.</summary>
    public TimeSpan UtcFieldOffset { get; set; }

    /// <summary>True: an NTP server is taken, and never asked.</summary>
    public bool IgnoresNtp { get; set; }

    public bool HasNtp { get; set; } = true;

    public bool NeedsPasswordForEverything { get; set; }

    public bool HasMedia2 { get; set; } = true;

    /// <summary>True: what is announced of Media2, events and PTZ is answered with ActionNotSupported.</summary>
    public bool Lies { get; set; }

    /// <summary>Host and port that addresses in answers name in place of the true ones.</summary>
    public string? AddressHost { get; set; }

    public TimeSpan Delay { get; set; }

    public bool AnswersMulticast { get; set; } = true;

    public bool AllowsDigest { get; set; } = true;

    /// <summary>True: the same UsernameToken passes again while it is fresh.</summary>
    public bool TakesTokensAgain { get; set; }

    public bool AllowsToken { get; set; } = true;

    /// <summary>True: an operation that is not known is answered by a bare 400.</summary>
    public bool AnswersUnknownBadly { get; set; }

    /// <summary>How the card is not what it should be.</summary>
    public CardFaults Card { get; } = new();

    /// <summary>How many positions a head remembers.</summary>
    public int MostPresets { get; set; } = 100;

    /// <summary>True: positions can be gone to, and neither set nor removed.</summary>
    public bool RefusesPresets { get; set; }

    public bool HasFixedHome { get; set; }

    public bool HasHome { get; set; } = true;

    /// <summary>The longest life of a pull point, whatever the client asked for.</summary>
    public TimeSpan MaxPullPointLife { get; set; } = TimeSpan.FromHours(1);
}
