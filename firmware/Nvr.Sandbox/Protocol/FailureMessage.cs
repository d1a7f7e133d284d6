using System.Text;
using Nvr.Core;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// Why the process gives up: 1 byte <see cref="ErrorKind"/>, then a sentence for the user in UTF-8. The sentence is cut to a length and
/// rid of control characters on both sides, because the process may lie. Immutable.
/// </summary>
public sealed record FailureMessage(ErrorKind Kind, string Sentence)
{
    private const int MaxCharacters = 400;

    public byte[] Write() => [(byte)Kind, .. Encoding.UTF8.GetBytes(Plain(Sentence))];

    /// <summary>Null when the payload is malformed.</summary>
    public static FailureMessage? Read(ReadOnlySpan<byte> payload) =>
        payload.Length < 2 || !Enum.IsDefined((ErrorKind)payload[0])
            ? null
            : new FailureMessage((ErrorKind)payload[0], Plain(Encoding.UTF8.GetString(payload[1..])));

    private static string Plain(string text) =>
        string.Concat((text.Length > MaxCharacters ? text[..MaxCharacters] : text).Select(c => char.IsControl(c) ? ' ' : c));
}
