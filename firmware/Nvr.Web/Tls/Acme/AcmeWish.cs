using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nvr.Core;

namespace Nvr.Web.Tls.Acme;

/// <summary>Where a certificate is to be fetched from, and for whom. Immutable; whatever is wrong with it is InvalidInput that names the field.</summary>
internal sealed record AcmeWish
{
    private const int LongestAddress = 500;
    private const int MostNames = 20;
    private const int LongestName = 253;
    private const int LongestLabel = 63;
    private const int LongestContact = 254;
    private const int LongestAuthority = 64 << 10;

    private AcmeWish(Uri directory, IReadOnlyList<string> names, string? contact, string? authority) => (Directory, Names, Contact, Authority) = (directory, names, contact, authority);

    public Uri Directory { get; }

    /// <summary>At least one, each once; addresses as they are usually written.</summary>
    public IReadOnlyList<string> Names { get; }

    public string? Contact { get; }

    /// <summary>PEM texts; null: the system's authorities.</summary>
    public string? Authority { get; }

    public static AcmeWish Of(string directory, IReadOnlyList<string> names, string? contact, string? authority)
    {
        if (directory.Length > LongestAddress || !Uri.TryCreate(directory.Trim(), UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttps || address.UserInfo.Length > 0)
        {
            throw Wrong("'directory' must be the authority's address, which begins with https://.");
        }
        string[] given = [.. names.Select(n => n.Trim()).Where(n => n.Length > 0).Select(Checked).Distinct()];
        if (given.Length is 0 or > MostNames)
        {
            throw Wrong($"'names' must be from 1 to {MostNames} names or addresses by which this page is opened.");
        }
        return new AcmeWish(address, given, CheckedContact(contact), CheckedAuthority(authority));
    }

    internal static AcmeWish Of(AcmeSource source) => Of(source.Directory, source.Names, source.Contact, source.Authority);

    internal AcmeSource ToSource() => new(Directory.AbsoluteUri, Names, Contact, Authority);

    /// <summary>Those who are believed to be the authority; null: whom the system believes. The caller's to dispose of.</summary>
    internal X509Certificate2Collection? Authorities() => Authority is null ? null : Read(Authority);

    private static string Checked(string name)
    {
        // An address that holds on one cable alone is nobody's to certify.
        if (IsWrittenAsAddress(name) && IPAddress.TryParse(name, out IPAddress? address))
        {
            return address.ToString();
        }
        string lower = name.ToLowerInvariant();
        return lower.Length <= LongestName && lower.Split('.').All(IsLabel)
            ? lower
            : throw Wrong($"'names': {name} is neither a name such as nvr.example.org nor an address. A certificate for all names of a kind (*) cannot be fetched.");
    }

    private static bool IsWrittenAsAddress(string name) => !name.Contains('%', StringComparison.Ordinal) && (name.Contains(':', StringComparison.Ordinal) || name.Count(c => c == '.') == 3);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string? CheckedContact(string? contact)
    {
        if (string.IsNullOrWhiteSpace(contact))
        {
            return null;
        }
        string address = contact.Trim();
        int at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < address.Length - 1 && address.Length <= LongestContact && address.All(c => c is > ' ' and < '\x7f' and not (',' or '?' or '&'))
            ? address
            : throw Wrong("'contact' must be one mail address, or empty.");
    }

    private static string? CheckedAuthority(string? authority)
    {
        if (string.IsNullOrWhiteSpace(authority))
        {
            return null;
        }
        if (authority.Length > LongestAuthority || authority.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw Wrong("'authority' must be the authority's certificate alone, without any key.");
        }
        X509Certificate2Collection read = Read(authority);
        string pem = read.ExportCertificatePems();
        foreach (X509Certificate2 certificate in read)
        {
            certificate.Dispose();
        }
        return pem.Length > 0 ? pem : throw Wrong("'authority': there is no certificate in it; it begins with -----BEGIN CERTIFICATE-----.");
    }

    private static X509Certificate2Collection Read(string pem)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(pem);
            return all;
        }
        catch (CryptographicException)
        {
            throw Wrong("'authority': a certificate in it cannot be read.");
        }
    }

    private static NvrException Wrong(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
