using System.Diagnostics;
using Nvr.Host.Tests.Kit;

namespace Nvr.Host.Tests.ForeignCameras;

/// <summary>Plays a file in VLC to its end, at four times its speed, and writes down every tenth picture it would show.</summary>
internal static class VlcPlayer
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task PlayAsync(string file, string pictures)
    {
        ProcessStartInfo start = VlcProgram.Start(
            pictures, "--no-audio", "--vout=dummy", "--rate=4", "--video-filter=scene", $"--scene-path={pictures}", "--scene-format=png",
            "--scene-ratio=10", "--play-and-exit", file);
        using Process vlc = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        Task output = vlc.StandardOutput.ReadToEndAsync(limit.Token);
        Task error = vlc.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await vlc.WaitForExitAsync(limit.Token);
            await Task.WhenAll(output, error);
        }
        finally
        {
            if (!vlc.HasExited)
            {
                vlc.Kill(entireProcessTree: true);
            }
        }
    }
}
