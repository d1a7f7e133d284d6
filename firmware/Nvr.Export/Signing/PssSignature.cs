using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Nvr.Export.Signing;

/// <summary>
/// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 20 bytes, as the ONVIF Export File Format wants it ("Generating the signature"). .NET's own PSS
/// has a salt as long as the hash and offers no other, so OpenSSL, which .NET uses here anyway, is asked directly. Thread-safe.
/// </summary>
internal static unsafe partial class PssSignature
{
    private const string Library = "libcrypto.so.3";

    private static readonly (string Name, string Value)[] Settings =
        [("rsa_padding_mode", "pss"), ("digest", "sha256"), ("rsa_mgf1_md", "sha256"), ("rsa_pss_saltlen", "20")];

    public static byte[] Sign(RSAOpenSsl key, ReadOnlySpan<byte> digest)
    {
        using SafeEvpPKeyHandle handle = key.DuplicateKeyHandle();
        nint context = ContextNew(handle, 0);
        try
        {
            byte[] signature = new byte[(key.KeySize + 7) / 8];
            nuint length = (nuint)signature.Length;
            fixed (byte* signatureAt = signature, digestAt = digest)
            {
                bool done = SignInit(context) == 1 && Set(context) && SignDigest(context, signatureAt, ref length, digestAt, (nuint)digest.Length) == 1;
                return done && length == (nuint)signature.Length ? signature : throw new CryptographicException("OpenSSL could not sign.");
            }
        }
        finally
        {
            ContextFree(context);
        }
    }

    public static bool Verify(RSAOpenSsl key, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        using SafeEvpPKeyHandle handle = key.DuplicateKeyHandle();
        nint context = ContextNew(handle, 0);
        try
        {
            fixed (byte* signatureAt = signature, digestAt = digest)
            {
                return VerifyInit(context) == 1 && Set(context)
                    && VerifyDigest(context, signatureAt, (nuint)signature.Length, digestAt, (nuint)digest.Length) == 1;
            }
        }
        finally
        {
            ContextFree(context);
            // Its errors are per thread, and would be taken for those of whoever comes next.
            ErrorClear();
        }
    }

    private static bool Set(nint context) => Settings.All(s => Control(context, s.Name, s.Value) == 1);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_new")]
    private static partial nint ContextNew(SafeEvpPKeyHandle key, nint engine);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_free")]
    private static partial void ContextFree(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_sign_init")]
    private static partial int SignInit(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_verify_init")]
    private static partial int VerifyInit(nint context);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_CTX_ctrl_str", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Control(nint context, string name, string value);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_sign")]
    private static partial int SignDigest(nint context, byte* signature, ref nuint signatureBytes, byte* digest, nuint digestBytes);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_verify")]
    private static partial int VerifyDigest(nint context, byte* signature, nuint signatureBytes, byte* digest, nuint digestBytes);

    [LibraryImport(Library, EntryPoint = "ERR_clear_error")]
    private static partial void ErrorClear();
}
