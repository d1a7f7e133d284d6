namespace Nvr.Network.Services;

/// <summary>What the box offers beside its page. Immutable.</summary>
/// <param name="IsManaged">False where the machine's own system decides on these; then nothing can be changed here.</param>
/// <param name="SshKeys">Empty: nobody is let in.</param>
/// <param name="Syslog">Null: nothing is sent.</param>
/// <param name="SnmpUser">Null: nothing is answered.</param>
/// <param name="Problem">What went wrong when the system was told, as a sentence; null when nothing did.</param>
/// <param name="Tag">Stands for what is offered: another one when somebody decided otherwise. Passwords are not in it.</param>
public sealed record ServicesView(bool IsManaged, IReadOnlyList<SshKey> SshKeys, SyslogTarget? Syslog, string? SnmpUser, string? Problem, string Tag);
