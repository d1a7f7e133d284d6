using Nvr.Core;
using Nvr.Recording.Policy;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Cameras;

/// <summary>What the owner decides about a camera. Immutable; addresses never contain credentials (they are taken out when set).</summary>
public sealed record CameraSettings
{
    /// <summary>Shown everywhere and used on the command line; 1 to 64 characters, unique without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>rtsp:// or rtsps:// address of the main stream, or analog: and a video device of the box.</summary>
    public required Uri MainUrl { get; init; }

    public Uri? SubUrl { get; init; }

    public string? UserName { get; init; }

    /// <summary>In memory only as long as needed; on disk encrypted; never returned by the API, never logged.</summary>
    public string? Password { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>Of before a reset to factory settings: it is there for its recordings and not recorded, until somebody enables it or the same camera is set up anew.</summary>
    public bool IsFormer { get; init; }

    public bool RecordAudio { get; init; } = true;

    public CameraTransport Transport { get; init; } = CameraTransport.Auto;

    /// <summary>Footage older than this is deleted; null keeps it until space is needed.</summary>
    public int? RetainDays { get; init; }

    /// <summary>
    /// Footage of events, with the policy's seconds before and after, is kept so many days where other footage goes after
    /// <see cref="RetainDays"/>; never fewer than those. Null treats it like all other.
    /// </summary>
    public int? EventRetainDays { get; init; }

    /// <summary>Most bytes this camera may keep; null for no bound of its own.</summary>
    public long? RetainBytes { get; init; }

    /// <summary>When the camera is recorded; null for always.</summary>
    public RecordingPolicy? Recording { get; init; }

    /// <summary>Whether and where motion is looked for; null for what the box does by itself, in the whole picture.</summary>
    public MotionSettings? Motion { get; init; }

    /// <summary>The name alone: what logs and messages may show.</summary>
    public override string ToString() => Name;
}
