using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scenes;

/// <summary>
/// A scene as a watcher gets it from a camera: encoded as H.264 at a bit rate, with black at 16 and white at 235, and decoded again. Encoded once, by ffmpeg, and kept. One thread. Throws
/// <see cref="InvalidOperationException"/> where ffmpeg fails.
/// </summary>
/// <param name="options">What is in it.</param>
/// <param name="coding">How it is encoded.</param>
/// <param name="directory">Where encoded scenes are kept; made when missing.</param>
public sealed class DecodedScene(SceneOptions options, SubStreamCoding coding, string directory)
{
    private string File { get; } = Path.Combine(directory, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{options} {coding}")))[..16]}.mp4");

    private string Size => $"{options.Width}x{options.Height}";

    /// <summary>Its pictures in their order, so many a second at most; each is valid until the next is asked for.</summary>
    public IEnumerable<(double Seconds, byte[] Luma)> Pictures(double rate)
    {
        Encode();
        using Process ffmpeg = Start("-i", File, "-vf", "extractplanes=y", "-f", "rawvideo", "-");
        Stream output = ffmpeg.StandardOutput.BaseStream;
        byte[] luma = new byte[options.Width * options.Height];
        int every = (int)Math.Round(coding.Fps / rate);
        for (int n = 0; output.ReadAtLeast(luma, luma.Length, throwOnEndOfStream: false) == luma.Length; n++)
        {
            if (n % every == 0)
            {
                yield return ((double)n / coding.Fps, luma);
            }
        }
        End(ffmpeg);
    }

    private void Encode()
    {
        if (System.IO.File.Exists(File))
        {
            return;
        }
        Directory.CreateDirectory(directory);
        string unfinished = $"{File}.{Environment.ProcessId}.mp4";
        string rate = string.Create(CultureInfo.InvariantCulture, $"{coding.Kbit}k");
        using (Process ffmpeg = Start(
            "-f", "rawvideo", "-pix_fmt", "gray", "-s", Size, "-r", $"{coding.Fps}", "-i", "-", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-b:v", rate, "-maxrate", rate,
            "-bufsize", $"{2 * coding.Kbit}k", "-g", $"{coding.Gop}", "-sc_threshold", "0", unfinished))
        {
            var scene = new Scene(options);
            byte[] luma = new byte[options.Width * options.Height];
            for (int n = 0; n < options.Seconds * coding.Fps; n++)
            {
                scene.Render((double)n / coding.Fps, luma);
                ffmpeg.StandardInput.BaseStream.Write(luma);
            }
            ffmpeg.StandardInput.Close();
            End(ffmpeg);
        }
        System.IO.File.Move(unfinished, File, true);
    }

    private static Process Start(params IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static void End(Process ffmpeg)
    {
        ffmpeg.WaitForExit();
        if (ffmpeg.ExitCode != 0)
        {
            throw new InvalidOperationException($"ffmpeg ended with {ffmpeg.ExitCode}.");
        }
    }
}
