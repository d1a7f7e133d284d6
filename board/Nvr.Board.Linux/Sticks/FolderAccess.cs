using System.Runtime.InteropServices;

namespace Nvr.Board.Linux.Sticks;

/// <summary>Whether this program may write in a folder, as the kernel sees it (access(2)). Any thread.</summary>
internal static partial class FolderAccess
{
    private const int Write = 2;
    private const int Search = 1;

    public static bool MayWrite(string folder) => Access(folder, Write | Search) == 0;

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
