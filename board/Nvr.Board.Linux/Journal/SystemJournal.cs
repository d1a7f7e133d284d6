using System.ComponentModel;
using System.Diagnostics;
using Nvr.Core;

namespace Nvr.Board.Linux.Journal;

/// <summary>
/// What systemd's journal has of a service, read by <c>journalctl</c>: the format of its files is that program's to know. Thread-safe; each reading is a process that ends with it, after <see cref="Patience"/> at the latest.
/// Failures are <see cref="NvrException"/> with a sentence: Unsupported where nothing of the service may be read, Unreachable where it takes too long.
/// </summary>
/// <param name="selection">What journalctl is to choose by.</param>
public sealed class SystemJournal(params IReadOnlyList<string> selection)
{
    /// <summary>A journal of gigabytes on a slow disk.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Program = "journalctl";
    private const int MostLines = 20_000;

    /// <summary>Of all lines together: a program that writes longer ones is cut from the front.</summary>
    private const long MostLetters = 4 << 20;

    private const string GroupsFile = "/proc/self/cgroup";

    /// <summary>The service that this process runs as; null where it is none. Where the kernel says so: <c>0::/system.slice/nvrd.service</c>.</summary>
    public static string? OwnService()
    {
        try
        {
            return ServiceIn(File.ReadAllText(GroupsFile));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The last lines, the oldest first, dated in UTC. Null where the system has no such program.</summary>
    public async Task<IReadOnlyList<string>?> ReadAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using Process? process = Begin();
        if (process is null)
        {
            return null;
        }
        try
        {
            Task<string> complaint = process.StandardError.ReadToEndAsync(limit.Token);
            IReadOnlyList<string> lines = await LinesAsync(process.StandardOutput, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return lines.Count > 0 || process.ExitCode == 0 ? lines : throw Unreadable(await complaint);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new NvrException(ErrorKind.Unreachable, "The system's journal took too long to read.", late);
        }
        finally
        {
            End(process);
        }
    }

    internal static string? ServiceIn(string groups) => groups.Split('\n')
        .Select(line => line[(line.LastIndexOf('/') + 1)..].Trim())
        .FirstOrDefault(name => name.EndsWith(".service", StringComparison.Ordinal) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or ':' or '\\'));

    private static NvrException Unreadable(string complaint)
    {
        string first = complaint.Split('\n', 2)[0].Trim();
        return new NvrException(ErrorKind.Unsupported, $"The system's journal shows nothing of this program{(first.Length > 0 ? $": {first}" : ".")}");
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(StreamReader output, CancellationToken cancellation)
    {
        Queue<string> last = [];
        long letters = 0;
        while (await output.ReadLineAsync(cancellation) is { } line)
        {
            last.Enqueue(line);
            letters += line.Length;
            while (letters > MostLetters)
            {
                letters -= last.Dequeue().Length;
            }
        }
        return [.. last];
    }

    private Process? Begin()
    {
        var start = new ProcessStartInfo(Program, [.. selection, "--no-pager", "--quiet", "--utc", "--output=short-iso-precise", $"--lines={MostLines}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}
