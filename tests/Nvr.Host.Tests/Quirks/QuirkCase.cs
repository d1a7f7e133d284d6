using SimCamera;

namespace Nvr.Host.Tests.Quirks;

/// <summary>What must come of a camera that misbehaves in one way.</summary>
internal enum Outcome
{
    /// <summary>Recorded, and not one picture missing from the first on disk to the last.</summary>
    Whole,

    /// <summary>Recorded as far as the camera lets; what is missing between is the camera's doing.</summary>
    Interrupted,

    /// <summary>Not recorded; the API says so with one of the given states.</summary>
    Explained,
}

/// <summary>One misbehaving camera of the gallery. <paramref name="States"/> are those of which one must be seen.</summary>
internal sealed record QuirkCase(string Name, CameraOptions Camera, Outcome Outcome, params string[] States)
{
    /// <summary>False for a camera whose sound is rubbish: no player decodes it.</summary>
    public bool Decodes { get; init; } = true;

    /// <summary>What the owner has chosen in the camera's settings; null leaves it to the recorder.</summary>
    public string? Transport { get; init; }

    /// <summary>True where the sub stream is recorded beside the main stream.</summary>
    public bool WithSubStream { get; init; }

    public bool HasServerOfItsOwn { get; init; }
}
