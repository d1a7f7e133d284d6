using Nvr.Board.Sticks;
using Nvr.Core;

namespace Nvr.Appliance.Cargo;

/// <summary>
/// Reads files of a stick, which anybody may have made: only plain ones, no link to anywhere, no pipe that nobody writes to, none larger than was asked for. Blocks on the stick; failures are
/// <see cref="NvrException"/> in words.
/// </summary>
internal static class StickFile
{
    /// <summary>Its length; null where it is none that is read from here.</summary>
    public static long? LengthOf(string path)
    {
        try
        {
            // What is no plain file has a length of 0.
            return new FileInfo(path) is { Exists: true, LinkTarget: null, Length: > 0 and var length } ? length : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static FileStream Open(string path, long mostBytes)
    {
        if (LengthOf(path) is not { } length)
        {
            throw new NvrException(ErrorKind.NotFound, "That file is not on the USB key any more.") { NextStep = "Look again what is on it." };
        }
        if (length > mostBytes)
        {
            throw new NvrException(ErrorKind.Unsupported, "That file is larger than any that this recorder can use.");
        }
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(unreadable);
        }
    }

    /// <summary>The whole of a file, or its beginning.</summary>
    /// <param name="wanted">How much of it; null for all.</param>
    public static byte[] Read(string path, long mostBytes, int? wanted = null)
    {
        using FileStream file = Open(path, mostBytes);
        try
        {
            byte[] content = new byte[(int)Math.Min(file.Length, wanted ?? mostBytes)];
            file.ReadExactly(content);
            return content;
        }
        catch (IOException unreadable)
        {
            throw Unreadable(unreadable);
        }
    }

    public static NvrException Unreadable(Exception cause) =>
        new(ErrorKind.Storage, "The USB key cannot be read: it was pulled out, or is damaged.", cause) { NextStep = "Insert it again, or use another one." };

    /// <summary>As <see cref="StickText"/>, with a word where nothing is left.</summary>
    public static string Shown(string text) => StickText.Of(text) is { Length: > 0 } shown ? shown : "(no name)";
}
