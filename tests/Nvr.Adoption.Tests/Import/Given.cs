using System.Text;
using Nvr.Adoption.Import;
using Nvr.Core;

namespace Nvr.Adoption.Tests.Import;

/// <summary>Files as they are given to the import.</summary>
internal static class Given
{
    public static ImportResult Text(string text) => CameraImport.Read(Encoding.UTF8.GetBytes(text));

    public static NvrException Refused(string text) => Refused(Encoding.UTF8.GetBytes(text));

    public static NvrException Refused(byte[] content)
    {
        NvrException refusal = Assert.Throws<NvrException>(() => CameraImport.Read(content));
        Assert.Equal(ErrorKind.InvalidInput, refusal.Kind);
        return refusal;
    }

    public static (int Line, ImportRemarkKind Kind)[] Places(this ImportResult result) => [.. result.Remarks.Select(r => (r.Line, r.Kind))];
}
