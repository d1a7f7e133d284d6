using Microsoft.AspNetCore.Http;

namespace Nvr.Web.Audit;

/// <summary>What a route knows better than its address does: who it was, or what it was done to.</summary>
internal static class AuditNote
{
    private static readonly object s_subject = new();
    private static readonly object s_user = new();

    public static void Subject(HttpContext http, string name) => http.Items[s_subject] = name;

    /// <summary>For those who are only about to sign in.</summary>
    public static void User(HttpContext http, string name) => http.Items[s_user] = name;

    public static string? SubjectOf(HttpContext http) => http.Items[s_subject] as string;

    public static string? UserOf(HttpContext http) => http.Items[s_user] as string;
}
