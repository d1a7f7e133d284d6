using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Nvr.Core;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Settings;

/// <summary>
/// One setting document as JSON on disk. A write is atomic and durable before it returns and keeps the copy before it as
/// <c>NAME.previous</c>. A file that the disk cannot read just now stays where it is; the previous copy serves meanwhile, and where there is none a read throws
/// Storage: what cannot be read must not be taken for what was never written. A damaged file is moved aside (<c>NAME.damaged-N</c>), never overwritten, and the previous copy serves;
/// <see cref="Problem"/> then says so in words. Damaged is also what is JSON but not a document that could have been written:
/// what the type requires is missing, or <paramref name="holds"/> says no. Thread-safe; calls block on the disk. Mode 0600.
/// </summary>
public sealed class SettingsFile<T>(string path, JsonTypeInfo<T> type, Func<T, bool>? holds = null)
    where T : class
{
    private readonly Lock gate = new();

    public string FilePath { get; } = path;

    /// <summary>What was wrong at the last <see cref="Read"/>, as a sentence for the user; null when nothing was.</summary>
    public string? Problem { get; private set; }

    private string Previous => FilePath + ".previous";

    /// <summary>The stored document, or null when there is none (or no readable one: see <see cref="Problem"/>).</summary>
    public T? Read()
    {
        lock (gate)
        {
            Problem = null;
            try
            {
                T? current = ReadCopy(FilePath, out bool damaged);
                return current is not null || (!damaged && !File.Exists(Previous)) ? current : ReadPrevious_NeedsLock(damaged);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return ReadInstead_NeedsLock(failure);
            }
        }
    }

    /// <summary>Stores the document; throws Storage when the disk does not take it, in which case the old one still stands.</summary>
    public void Write(T document)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(document, type);
        lock (gate)
        {
            try
            {
                KeepPrevious_NeedsLock();
                Durable.WriteFile(FilePath, content);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new NvrException(
                    ErrorKind.Storage, $"The settings in {FilePath} could not be saved: {failure.Message} The old settings are still in force.", failure);
            }
        }
    }

    private T ReadInstead_NeedsLock(Exception failure)
    {
        Problem = $"The settings in {FilePath} cannot be read just now ({failure.Message}); the copy from before the last change is used. Please check the disk.";
        try
        {
            if (ReadCopy(Previous, out _) is { } previous)
            {
                return previous;
            }
        }
        catch (Exception again) when (again is IOException or UnauthorizedAccessException)
        {
            // The first failure tells more.
        }
        throw new NvrException(ErrorKind.Storage, $"The settings in {FilePath} cannot be read: {failure.Message} Check the disk, then start again.", failure);
    }

    private T? ReadPrevious_NeedsLock(bool damaged)
    {
        T? previous = ReadCopy(Previous, out _);
        string aside = damaged ? $"The damaged file was kept as {DamagedFile.MoveAside(FilePath)}." : "The file was missing.";
        Problem = previous is null
            ? $"The settings in {FilePath} could not be read and there is no earlier copy. {aside} Please enter them again."
            : $"The settings in {FilePath} could not be read; the copy from before the last change is used. {aside} Please check them.";
        if (previous is not null)
        {
            Durable.WriteFile(FilePath, JsonSerializer.SerializeToUtf8Bytes(previous, type));
        }
        return previous;
    }

    // A hard link, so that at no moment is there neither copy; a file system without links just keeps no previous copy.
    private void KeepPrevious_NeedsLock()
    {
        string link = Previous + ".new";
        File.Delete(link);
        if (File.Exists(FilePath) && Libc.Link(FilePath, link) == 0)
        {
            File.Move(link, Previous, overwrite: true);
        }
    }

    private T? ReadCopy(string path, out bool damaged)
    {
        damaged = false;
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            T? document = JsonSerializer.Deserialize(File.ReadAllBytes(path), type);
            damaged = document is null || holds?.Invoke(document) == false;
            return damaged ? null : document;
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            damaged = true;
            return null;
        }
    }
}
