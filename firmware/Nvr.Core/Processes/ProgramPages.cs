using System.Globalization;
using System.Runtime.InteropServices;

namespace Nvr.Core.Processes;

/// <summary>
/// The pages of the program's and its libraries' files that the kernel has mapped because something once ran or lay near them: most
/// of them served the start. Letting go of them changes nothing that the program can see; what it uses is mapped again out of the
/// page cache. Only mappings are let go that cannot be written and of which the kernel tells that nothing was ever written
/// (<c>Anonymous: 0 kB</c> in smaps(5): relocated pages are not of the file any more). Thread-safe.
/// </summary>
public static partial class ProgramPages
{
    // <asm-generic/mman-common.h>.
    private const int DontNeed = 4;
    private const string MapsFile = "/proc/self/smaps";

    /// <summary>Lets go of them all; the number of bytes that were mapped.</summary>
    public static long LetGo()
    {
        long bytes = 0;
        foreach (Mapping mapping in ReadUnwritten(File.ReadLines(MapsFile)).ToList())
        {
            if (Advise((nint)mapping.Start, (nuint)(mapping.End - mapping.Start), DontNeed) == 0)
            {
                bytes += mapping.ResidentBytes;
            }
        }
        return bytes;
    }

    /// <summary>The mappings of files, read-only or executable, of which no page was written.</summary>
    internal static IEnumerable<Mapping> ReadUnwritten(IEnumerable<string> smaps)
    {
        Mapping? current = null;
        foreach (string line in smaps)
        {
            if (Head(line) is { } next)
            {
                current = next.IsOfFile ? next : null;
            }
            else if (current is not null && Kilobytes(line, "Rss:") is { } resident)
            {
                current = current with { ResidentBytes = resident };
            }
            else if (current is { ResidentBytes: > 0 } && Kilobytes(line, "Anonymous:") == 0)
            {
                yield return current;
            }
        }
    }

    // 7f0000001000-7f0000003000 r-xp 00001000 fe:00 1234   /usr/bin/nvrd
    private static Mapping? Head(string line)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 5 || fields[1].Length != 4 || fields[0].Split('-') is not [string start, string end])
        {
            return null;
        }
        bool isOfFile = fields.Length >= 6 && fields[5][0] == '/' && fields[1] is "r-xp" or "r--p";
        return new Mapping(Hex(start), Hex(end), isOfFile, 0);
    }

    private static long Hex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static long? Kilobytes(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal)
            ? long.Parse(line[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture) * 1024
            : null;

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint length, int advice);

    /// <summary>Addresses, and how much of it is mapped at the moment.</summary>
    internal sealed record Mapping(long Start, long End, bool IsOfFile, long ResidentBytes);
}
