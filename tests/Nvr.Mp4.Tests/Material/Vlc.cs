using System.Globalization;

namespace Nvr.Mp4.Tests.Material;

/// <summary>VLC's own demuxer, judged by what it hands on: it remuxes to Matroska, whose video frames are then counted.</summary>
internal static class Vlc
{
    public static async Task<int> CountFramesAsync(string path)
    {
        string home = Scratch.NewFile("vlc");
        Directory.CreateDirectory(home);
        await Tool.OutputAsync("chmod", "777", home);
        await Tool.OutputAsync("chmod", "755", Scratch.Root);
        string target = Path.Combine(home, "out.mkv");
        // VLC refuses to run as root.
        string[] asNobody = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
            : [];
        string[] command = [
            .. asNobody, "env", $"HOME={home}", "cvlc", "-I", "dummy", "--play-and-exit", "--no-sout-audio",
            "--sout", $"#std{{access=file,mux=mkv,dst={target}}}", path, "vlc://quit"];
        await Tool.OutputAsync(command[0], command[1..]);
        return int.Parse((await Tool.OutputAsync(
            "ffprobe", "-v", "error", "-count_packets", "-select_streams", "v:0",
            "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", target)).Trim().Trim(','), CultureInfo.InvariantCulture);
    }
}
