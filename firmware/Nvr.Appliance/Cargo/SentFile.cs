using Microsoft.AspNetCore.Http;
using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Appliance.Cargo;

/// <summary>
/// A file that somebody sends to the box, which lies in the data directory until it was used, another one is sent, or the program starts anew. What is coming has another name until it is whole. One is received at a time.
/// Thread-safe. Failures are <see cref="NvrException"/> in words.
/// </summary>
/// <param name="path">Where it lies.</param>
/// <param name="what">What it is called, as "backup".</param>
internal sealed class SentFile(string path, string what) : IDisposable
{
    private const int PieceBytes = 128 << 10;

    /// <summary>After so many bytes the disk is waited for: what waits to be written would have recordings wait behind it.</summary>
    private const int SyncBytes = 4 << 20;

    private readonly string coming = path + ".coming";
    private readonly SemaphoreSlim receiving = new(1);

    public string Path => path;

    /// <summary>Receives the file, its beginning first.</summary>
    /// <param name="judge">Is told the beginning, and throws where that is of no such file; returns how much of all there may be.</param>
    /// <param name="startBytes">How much <paramref name="judge"/> wants to see.</param>
    /// <returns>How much there was.</returns>
    public async Task<long> ReceiveAsync(Stream content, int startBytes, Func<ReadOnlyMemory<byte>, long> judge, Func<NvrException> tooLarge, CancellationToken cancellation)
    {
        if (!await receiving.WaitAsync(TimeSpan.Zero, cancellation))
        {
            throw new NvrException(ErrorKind.Conflict, $"Another {what} is being sent to this recorder just now.") { NextStep = "Wait until it is there, then try again." };
        }
        try
        {
            byte[] start = new byte[startBytes];
            int read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
            long most = judge(start.AsMemory(0, read));
            long bytes = await WriteAsync(start.AsMemory(0, read), content, most, tooLarge, cancellation);
            File.Move(coming, path, overwrite: true);
            return bytes;
        }
        catch (Exception failure) when ((failure is IOException and not BadHttpRequestException || failure is UnauthorizedAccessException) && !cancellation.IsCancellationRequested)
        {
            throw failure is IOException full && Durable.IsForWantOfRoom(full)
                ? new NvrException(ErrorKind.Exhausted, $"There is no room for the {what} on the recorder's own disk.", failure)
                : new NvrException(ErrorKind.Storage, $"The {what} could not be stored: {failure.Message}", failure);
        }
        finally
        {
            Guard(() => File.Delete(coming));
            receiving.Release();
        }
    }

    /// <summary>A file that cannot be deleted is in nobody's way: the next one takes its place.</summary>
    public void Drop()
    {
        Guard(() => File.Delete(path));
        if (receiving.CurrentCount > 0)
        {
            Guard(() => File.Delete(coming));
        }
    }

    public void Dispose() => receiving.Dispose();

    private async Task<long> WriteAsync(ReadOnlyMemory<byte> start, Stream rest, long most, Func<NvrException> tooLarge, CancellationToken cancellation)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using FileStream file = new(coming, options);
        await file.WriteAsync(start, cancellation);
        long bytes = start.Length;
        long unsynced = bytes;
        byte[] piece = new byte[PieceBytes];
        for (int read; (read = await rest.ReadAsync(piece, cancellation)) > 0; bytes += read)
        {
            if (bytes + read > most)
            {
                throw tooLarge();
            }
            await file.WriteAsync(piece.AsMemory(0, read), cancellation);
            if ((unsynced += read) >= SyncBytes)
            {
                Durable.SyncData(file.SafeFileHandle, coming);
                unsynced = 0;
            }
        }
        Durable.SyncData(file.SafeFileHandle, coming);
        return bytes;
    }

    private static void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
