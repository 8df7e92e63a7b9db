namespace Portal.Web.Kit;

public enum MenuKind
{
    Button,
    Primary,
    Icon,
    Avatar,
}

public enum MenuAlign
{
    Start,
    End,
}
