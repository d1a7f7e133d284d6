using System.Runtime.InteropServices;

namespace Nvr.Sandbox.Processes;

/// <summary>A null-terminated array of C strings, as argv and envp are. Freed when disposed.</summary>
internal sealed unsafe class TextBlock : IDisposable
{
    private readonly nint[] texts;
    private readonly nint table;

    public TextBlock(IReadOnlyList<string> lines)
    {
        texts = [.. lines.Select(Marshal.StringToCoTaskMemUTF8)];
        table = Marshal.AllocCoTaskMem((texts.Length + 1) * sizeof(nint));
        texts.CopyTo(new Span<nint>((void*)table, texts.Length));
        ((nint*)table)[texts.Length] = 0;
    }

    public byte** Pointer => (byte**)table;

    public void Dispose()
    {
        foreach (nint text in texts)
        {
            Marshal.FreeCoTaskMem(text);
        }
        Marshal.FreeCoTaskMem(table);
    }
}
