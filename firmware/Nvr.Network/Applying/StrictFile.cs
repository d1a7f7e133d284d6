using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Nvr.Core;

namespace Nvr.Network.Applying;

/// <summary>Reads what somebody with fewer rights wrote: bounded, whole or not at all, and nothing of it is repeated in a message. Stateless.</summary>
internal static class StrictFile
{
    private const int MostBytes = 16 << 10;

    /// <summary>Null where there is none; InvalidInput for what is no such document, Storage for what cannot be read.</summary>
    public static T? Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }
            // Whoever may write a link in its place could have anything read by whoever has more rights.
            if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
            {
                throw NoDocument(path);
            }
            using FileStream file = File.OpenRead(path);
            byte[] content = new byte[MostBytes + 1];
            int length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length <= MostBytes ? JsonSerializer.Deserialize(content.AsSpan(0, length), type) ?? throw NoDocument(path) : throw NoDocument(path);
        }
        catch (JsonException)
        {
            throw NoDocument(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static NvrException NoDocument(string path) => new(ErrorKind.InvalidInput, $"{path} is not a document that this program writes.");
}
