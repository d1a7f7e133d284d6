using System.Net;

namespace Nvr.Adoption.Diagnosing;

/// <summary>What is known of a camera at one moment, from the plug to the picture. Whatever was not asked stays unknown and accuses nothing. Immutable.</summary>
public sealed record CameraFacts
{
    /// <summary>As the user calls it.</summary>
    public required string Name { get; init; }

    /// <summary>False when the owner switched recording off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The port that it is plugged into, as it is written on the box; null when unknown.</summary>
    public string? Port { get; init; }

    /// <summary>Whether the port has a link; null when unknown, as behind somebody else's switch.</summary>
    public bool? HasLink { get; init; }

    public PortPower Power { get; init; }

    /// <summary>Null when it has none, or none is known.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Whether anything answers at the address (neighbour table); null when not asked.</summary>
    public bool? AddressAnswers { get; init; }

    public ServiceAnswer Onvif { get; init; }

    public ServiceAnswer Rtsp { get; init; }

    public SignIn SignIn { get; init; }

    public PictureFlow Pictures { get; init; }

    /// <summary>Null until something was measured.</summary>
    public NetworkMeasure? Network { get; init; }

    /// <summary>The longest time of late between two pictures at which playback can begin; null until it was measured, and where the owner wants it so.</summary>
    public TimeSpan? KeyPictureDistance { get; init; }

    /// <summary>What the camera's maker calls what makes them rare.</summary>
    public string SmartCodecName { get; init; } = "Smart Codec";

    /// <summary>What the recorder says about the stream, for the findings about pictures; null when it says nothing.</summary>
    public string? StreamSentence { get; init; }
}
