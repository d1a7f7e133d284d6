using System.Runtime.InteropServices;

namespace Nvr.Board.Linux.Sticks;

/// <summary>Who may write in a folder (access(2), chmod(2)). Any thread.</summary>
internal static partial class FolderAccess
{
    private const int Write = 2;
    private const int Search = 1;
    private const uint ReadWriteSearchForAll = 0b111_111_111;

    /// <summary>Whether this program may.</summary>
    public static bool MayWrite(string folder) => Access(folder, Write | Search) == 0;

    /// <summary>False where it is not this program's own.</summary>
    public static bool TryOpenToEverybody(string folder) => ChangeMode(folder, ReadWriteSearchForAll) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, uint mode);
}
