namespace SimCamera.Tests;

/// <summary>Servers with small, quickly encoded pictures for tests; a key picture every 0.4 s.</summary>
public static class SmallCamera
{
    public static CameraOptions Options => new() { Width = 320, Height = 240, Gop = 10, Kbit = 400 };

    public static string CacheDirectory => Path.Combine(AppContext.BaseDirectory, "material");

    public static Task<SimCameraServer> StartAsync(params string[] quirks) => StartAsync(Options with { Quirks = quirks });

    public static Task<SimCameraServer> StartAsync(CameraOptions camera, bool tls = false, string? log = null) =>
        SimCameraServer.StartAsync(new SimCameraOptions { Cameras = [camera], CacheDirectory = CacheDirectory, Tls = tls, LogPath = log });

    /// <summary>Waits for a condition of the server, generously.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Wire.RawRtsp.Patience);
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
