using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Storage.Disk;
using Nvr.Storage.Settings;

namespace Nvr.Storage.Models;

/// <summary>
/// The object-detection models of a box, under <c>models/</c> of the data directory: <c>ID.onnx</c>, and <c>ID.json</c> beside it, which comes last and without which the other is none. One of them is in use. Thread-safe;
/// calls block on the disk. Failures are <see cref="NvrException"/> in words.
/// </summary>
public sealed class ModelShelf
{
    public const long LargestBytes = ModelManifest.LargestBytes;

    /// <summary>More than anybody compares.</summary>
    public const int Most = 20;

    private const int IdDigits = 16;

    /// <summary>What the partition with the settings must keep free for those.</summary>
    private const long Spare = 64L << 20;

    /// <summary>The first byte of every ONNX file: field 1, a number (ir_version), as Protocol Buffers write it.</summary>
    private const byte FirstByte = 0x08;

    private readonly string folder;
    private readonly ModelChoice choice;
    private readonly Lock gate = new();

    public ModelShelf(DataDirectory data)
    {
        folder = data.ModelsPath;
        choice = new ModelChoice(folder);
    }

    /// <summary>Another model may be in use than before. Raised on the thread of whoever changed something; handlers return at once.</summary>
    public event Action? Changed;

    /// <summary>Those that are whole, by name. What cannot be read is left out. Waits for nobody: not for a model that is just being copied from a slow stick either.</summary>
    public IReadOnlyList<DetectionModel> List() =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Select(Read).OfType<DetectionModel>().OrderBy(m => m.Manifest.Name, StringComparer.OrdinalIgnoreCase)] : [];

    /// <summary>The model that is used: the chosen one, else the one that was added last; null where none is there or can be read, or none is wanted. Waits for nobody, either.</summary>
    public DetectionModel? InUse()
    {
        try
        {
            return choice.Of(List());
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Chooses the model that is used from now on; null for none. NotFound where there is no such model.</summary>
    public void Use(string? id)
    {
        lock (gate)
        {
            _ = id is null ? null : Find(id);
            try
            {
                choice.Write(id);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new NvrException(ErrorKind.Storage, $"The choice could not be stored: {failure.Message}", failure);
            }
        }
        Changed?.Invoke();
    }

    /// <summary>Where the model itself is.</summary>
    public string PathOf(DetectionModel model) => Path.Combine(folder, model.Id + ".onnx");

    /// <summary>Copies a model from a stream, hashed on its way; one with the same content is replaced. Durable when it returns; whatever ends it early leaves nothing that is listed.</summary>
    /// <param name="bytes">How much is to come; a stream that has another length is refused.</param>
    public DetectionModel Add(ModelManifest manifest, Stream content, long bytes, CancellationToken cancellation)
    {
        if (bytes is < 1 or > LargestBytes)
        {
            throw new NvrException(ErrorKind.InvalidInput, string.Create(CultureInfo.InvariantCulture, $"A model may have at most {LargestBytes >> 20} MB."));
        }
        DetectionModel added;
        lock (gate)
        {
            try
            {
                Durable.CreateDirectory(folder);
                RequireRoom_NeedsLock(bytes);
                added = Add_NeedsLock(manifest, content, bytes, cancellation);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new NvrException(ErrorKind.Storage, $"The model could not be copied: {failure.Message}", failure);
            }
        }
        Changed?.Invoke();
        return added;
    }

    /// <summary>NotFound where there is none. Where it was in use, the one of the others that was added last is.</summary>
    public void Remove(string id)
    {
        lock (gate)
        {
            DetectionModel model = Find(id);
            try
            {
                choice.Forget(model.Id);
                Durable.Unlink(Path.Combine(folder, model.Id + ".json"));
                Durable.Unlink(PathOf(model));
                Durable.SyncDirectory(folder);
            }
            catch (IOException failure)
            {
                throw new NvrException(ErrorKind.Storage, $"The model could not be removed: {failure.Message}", failure);
            }
        }
        Changed?.Invoke();
    }

    private DetectionModel Find(string id) => List().FirstOrDefault(m => m.Id == id) ?? throw new NvrException(ErrorKind.NotFound, "There is no such model.");

    private DetectionModel Add_NeedsLock(ModelManifest manifest, Stream content, long bytes, CancellationToken cancellation)
    {
        string making = Path.Combine(folder, "making");
        try
        {
            string hash = Copy(content, bytes, making, cancellation);
            var model = new DetectionModel(hash[..IdDigits], hash, bytes, manifest, List().Select(m => m.Turn).DefaultIfEmpty().Max() + 1);
            File.Move(making, PathOf(model), overwrite: true);
            Durable.WriteFile(Path.Combine(folder, model.Id + ".json"), JsonSerializer.SerializeToUtf8Bytes(model, ModelJson.Default.DetectionModel));
            return model;
        }
        finally
        {
            File.Delete(making);
        }
    }

    private static string Copy(Stream content, long bytes, string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] buffer = new byte[128 << 10];
        long copied = 0;
        for (int read; (read = content.Read(buffer)) > 0; copied += read)
        {
            cancellation.ThrowIfCancellationRequested();
            if (copied == 0 && buffer[0] != FirstByte)
            {
                throw new NvrException(ErrorKind.Unsupported, "This is no model in the ONNX format.");
            }
            if (copied + read > bytes)
            {
                break;
            }
            hash.AppendData(buffer, 0, read);
            file.Write(buffer, 0, read);
        }
        if (copied != bytes)
        {
            throw new NvrException(ErrorKind.Storage, "The model changed, or its USB key was pulled out, while it was copied.") { NextStep = "Insert the USB key again and try once more." };
        }
        Durable.SyncAll(file.SafeFileHandle, path);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private void RequireRoom_NeedsLock(long bytes)
    {
        if (List().Count >= Most)
        {
            throw new NvrException(ErrorKind.Exhausted, string.Create(CultureInfo.InvariantCulture, $"There are {Most} models already. Remove one first."));
        }
        if (new DriveInfo(folder).AvailableFreeSpace < bytes + Spare)
        {
            throw new NvrException(ErrorKind.Exhausted, "There is no room for this model beside the settings.") { NextStep = "Remove another model first." };
        }
    }

    private DetectionModel? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ModelJson.Default.DetectionModel) is { } model && model.Manifest.IsSane() && Path.GetFileNameWithoutExtension(path) == model.Id && File.Exists(PathOf(model)) ? model : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
