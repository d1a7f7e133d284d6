using Nvr.Recording.Cameras;

namespace Nvr.Adoption.Import;

/// <summary>A camera to be added. <paramref name="NeedsPassword"/>: the file names a user or a placeholder, but no password.</summary>
public sealed record ProposedCamera(int Line, CameraSettings Settings, bool NeedsPassword)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{Settings.Name} (line {Line})";
}
