using System.Text;
using Nvr.Core;

namespace Nvr.Sandbox.Protocol;

/// <summary>
/// Why the process gives up: 1 byte <see cref="ErrorKind"/>, then a sentence for the user in UTF-8 and, after a unit separator (0x1F), what
/// the user can do, where there is something. Both are cut to a length and rid of control characters on both sides, because the process
/// may lie. Immutable.
/// </summary>
public sealed record FailureMessage(ErrorKind Kind, string Sentence, string? NextStep = null)
{
    private const int MaxCharacters = 400;
    private const char Separator = '\u001f';

    public byte[] Write() =>
        [(byte)Kind, .. Encoding.UTF8.GetBytes(NextStep is null ? Plain(Sentence) : $"{Plain(Sentence)}{Separator}{Plain(NextStep)}")];

    /// <summary>Null when the payload is malformed.</summary>
    public static FailureMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2 || !Enum.IsDefined((ErrorKind)payload[0]))
        {
            return null;
        }
        string[] parts = Encoding.UTF8.GetString(payload[1..]).Split(Separator, 2);
        return new FailureMessage((ErrorKind)payload[0], Plain(parts[0]), parts is [_, { Length: > 0 } step] ? Plain(step) : null);
    }

    internal static string Plain(string text) =>
        string.Concat((text.Length > MaxCharacters ? text[..MaxCharacters] : text).Select(c => char.IsControl(c) ? ' ' : c));
}
