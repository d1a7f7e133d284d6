using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Nvr.Web.Tls;

/// <summary>The names that a certificate is for (RFC 5280, 4.2.1.6). Pure.</summary>
internal static class ServedNames
{
    public static X509Extension Of(IEnumerable<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }
        return builder.Build();
    }
}
