using Torture.Box;

namespace Nvr.Host.Tests.ForeignCameras;

/// <summary>What was recorded of one foreign camera: the API's view, the stitched movie as downloaded, and the files as they lie on disk.</summary>
internal sealed record ForeignRecording(CameraReading Camera, double Seconds, string Movie, string Late)
{
    public List<string> Files { get; } = [];
}
