using Microsoft.Win32.SafeHandles;
using Nvr.Core;

namespace Nvr.Mp4.Scanning;

internal static class FileReading
{
    /// <summary>Reads until the buffer is full; false at the end of the file.</summary>
    public static bool TryFill(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (!buffer.IsEmpty)
        {
            int read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
            {
                return false;
            }
            buffer = buffer[read..];
            offset += read;
        }
        return true;
    }

    /// <summary>The same without holding the thread; a disk that cannot read is an <see cref="NvrException"/> (Storage).</summary>
    public static async Task<bool> TryFillAsync(SafeFileHandle file, Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                int read = await RandomAccess.ReadAsync(file, buffer, offset, cancellation).ConfigureAwait(false);
                if (read == 0)
                {
                    return false;
                }
                buffer = buffer[read..];
                offset += read;
            }
            return true;
        }
        catch (IOException e)
        {
            throw Unreadable(offset, e);
        }
    }

    /// <summary>Reads until the buffer is full or throws <see cref="NvrException"/> (Storage).</summary>
    public static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        try
        {
            if (!TryFill(file, buffer, offset))
            {
                throw Damaged(offset);
            }
        }
        catch (IOException e)
        {
            throw Unreadable(offset, e);
        }
    }

    public static NvrException Damaged(long offset) =>
        new(ErrorKind.Storage, $"A recording is damaged: there is no intact fragment at byte {offset}. Run a check of the footage.");

    public static NvrException Unreadable(long offset, IOException cause) =>
        new(ErrorKind.Storage, $"A recording cannot be read at byte {offset}. Check the disk.", cause);
}
