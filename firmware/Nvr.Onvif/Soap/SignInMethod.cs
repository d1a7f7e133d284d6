namespace Nvr.Onvif.Soap;

/// <summary>The ways to sign a request, in the order in which they are tried.</summary>
internal enum SignInMethod
{
    TokenDigest,
    Http,
    TokenText,
}
