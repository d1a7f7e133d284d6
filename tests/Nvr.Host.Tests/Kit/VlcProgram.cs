using System.Diagnostics;

namespace Nvr.Host.Tests.Kit;

/// <summary>How VLC is started without a screen. It refuses to be root, so root becomes nobody first.</summary>
internal static class VlcProgram
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    /// <summary><paramref name="home"/> is made and given to whoever VLC runs as.</summary>
    public static ProcessStartInfo Start(string home, params string[] arguments)
    {
        Directory.CreateDirectory(home);
        File.SetUnixFileMode(home, (UnixFileMode)Convert.ToInt32("777", 8));
        string[] line = [.. Environment.IsPrivilegedProcess ? AsNobody : [], "cvlc", "-I", "dummy", .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = home;
        start.Environment["XDG_RUNTIME_DIR"] = home;
        return start;
    }
}
