using Nvr.Core;

namespace Nvr.Export.Tests;

public sealed class ExportCameraTests
{
    [Theory]
    [InlineData("rtsp://admin:secret@192.0.2.20:554/main", "rtsp://192.0.2.20:554/main")]
    [InlineData("rtsp://admin:se@cr@et@192.0.2.20", "rtsp://192.0.2.20")]
    [InlineData("rtsp://192.0.2.20/a@b", "rtsp://192.0.2.20/a@b")]
    [InlineData("rtsp://192.0.2.20/main", "rtsp://192.0.2.20/main")]
    [InlineData("/dev/video0", "/dev/video0")]
    [InlineData("", "")]
    public void SourceUrl_NeverCarries_Credentials(string given, string expected) =>
        Assert.Equal(expected, new ExportCamera(CameraId.New(), "Till", given, null, []).SourceUrl);
}
