using System.Text;
using Nvr.Core;

namespace Nvr.Adoption.Import;

/// <summary>The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8, else Latin-1, as spreadsheets write it.</summary>
internal static class ImportText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Decode(ReadOnlySpan<byte> content)
    {
        string text = content switch
        {
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(content[3..]),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content[2..]),
            _ => Unmarked(content),
        };
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new NvrException(ErrorKind.InvalidInput, "This is not a text file. Export the list of cameras as CSV.")
            : text;
    }

    private static string Unmarked(ReadOnlySpan<byte> content)
    {
        try
        {
            return Strict.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(content);
        }
    }
}
