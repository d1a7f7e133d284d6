using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ForeignCameras;

/// <summary>
/// VLC looping a file that ffmpeg made, as an RTSP server with Basic sign-in. It refuses to run as root, so it runs as nobody
/// where the test runs as root.
/// </summary>
public sealed class VlcCamera : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private VlcCamera(Process process, string folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Url = new Uri($"rtsp://127.0.0.1:{port}/cam");
    }

    public Uri Url { get; }

    public static async Task<VlcCamera> StartAsync(string user, string password)
    {
        string folder = Directory.CreateTempSubdirectory("vlc-camera-").FullName;
        string file = Path.Combine(folder, "loop.mp4");
        await RunAsync("ffmpeg", $"-v error -f lavfi -i testsrc=size=320x240:rate=25 -f lavfi -i sine -t 60 -c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 25 -c:a aac {file}");
        await RunAsync("chmod", $"777 {folder}");
        int port = FreePort();
        string vlc = $"cvlc -I dummy --loop {file} --sout #rtp{{sdp=rtsp://127.0.0.1:{port}/cam}} --sout-keep --sout-rtsp-user={user} --sout-rtsp-pwd={password}";
        string asNobody = Environment.UserName == "root" ? "setpriv --reuid=65534 --clear-groups " : "";
        return new VlcCamera(Start("/usr/bin/env", $"HOME={folder} {asNobody}{vlc}"), folder, port);
    }

    /// <summary>VLC does not say when it serves, so connecting is tried until it does.</summary>
    public async Task<T> OpenWhenReadyAsync<T>(Func<Task<T>> open)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                return await open();
            }
            catch (Exception) when (tries < 100 && !process.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(string program, string arguments)
    {
        Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        // Read and thrown away, so that what it prints cannot stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(string program, string arguments)
    {
        using Process process = Start(program, arguments);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }
}
