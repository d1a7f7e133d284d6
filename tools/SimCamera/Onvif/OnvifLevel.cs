namespace SimCamera.Onvif;

/// <summary>What an account may do; the names are those of ONVIF's <c>tt:UserLevel</c>, the weakest first.</summary>
public enum OnvifLevel
{
    Anonymous,
    User,
    Operator,
    Administrator,
}
