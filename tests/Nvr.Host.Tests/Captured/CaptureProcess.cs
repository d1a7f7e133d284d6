using System.Globalization;
using Torture.Box;

namespace Nvr.Host.Tests.Captured;

/// <summary>An nvrd's process that captures, or looks for motion, as the kernel shows it.</summary>
internal sealed record CaptureProcess(int Pid)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until the recorder has one other than <paramref name="not"/>.</summary>
    public static async Task<CaptureProcess> OfAsync(NvrdProcess box, int not = 0)
    {
        int found = 0;
        await Wait.UntilAsync(() => (found = Find(box.Id, not)) != 0, Patience, () => $"a sandboxed process of {box.Id}");
        return new CaptureProcess(found);
    }

    public string Status(string field) =>
        File.ReadLines($"/proc/{Pid}/status").First(l => l.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim();

    public string Niceness => ReadStat(Pid)[16];

    public IReadOnlyList<string> Descriptors() =>
        [.. Directory.GetFileSystemEntries($"/proc/{Pid}/fd").Select(f => File.ResolveLinkTarget(f, returnFinalTarget: false)!.Name)];

    public string Namespace(string kind) => File.ResolveLinkTarget($"/proc/{Pid}/ns/{kind}", returnFinalTarget: false)!.Name;

    public Task KillAsync() => SignalAsync("-KILL");

    /// <summary>It lives on and does nothing.</summary>
    public Task StopAsync() => SignalAsync("-STOP");

    private Task<string> SignalAsync(string signal) => ForeignProgram.OutputAsync("kill", signal, Pid.ToString(CultureInfo.InvariantCulture));

    private static int Find(int parent, int not) => Directory.GetDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
        .FirstOrDefault(pid => pid != 0 && pid != not && IsCapture(pid, parent));

    /// <summary>From the third field on (proc(5)).</summary>
    private static string[] ReadStat(int pid)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static bool IsCapture(int pid, int parent)
    {
        try
        {
            string[] fields = ReadStat(pid);
            return fields[1] == parent.ToString(CultureInfo.InvariantCulture)
                && fields[0] != "Z"
                && File.ReadAllText($"/proc/{pid}/cmdline").Contains("analyze", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
