using SharpFuzz;

namespace Fuzz.Engine;

/// <summary>
/// A copy of this program whose rooms count their branches. It is made beside the work files and started in place of this process,
/// because an assembly cannot be changed once it is loaded, and what the build made must stay as the build made it.
/// </summary>
internal static class Instrumentation
{
    private static readonly string[] Rooms = ["Nvr.Core.dll", "Nvr.Rtsp.dll", "Nvr.Mp4.dll", "Nvr.Onvif.dll", "Nvr.Board.Snmp.dll", "Nvr.Search.dll"];

    /// <summary>Makes the copy; returns the program to start.</summary>
    public static string Make(string work)
    {
        string copy = Path.Combine(work, "instrumented", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }
        foreach (string room in Rooms)
        {
            Fuzzer.Instrument(Path.Combine(copy, room), static _ => true, Options.Value);
        }
        return Path.Combine(copy, "Fuzz");
    }
}
