# What a shell has: the commands of modules, or commands by name, one row a parameter. For Windows PowerShell 5.1 and PowerShell 7. ASCII only.
param([string[]]$Module = @(), [string[]]$Name = @())
Set-StrictMode -Version 2.0

# The type's name as documentation writes it: without namespace, without Nullable, without the number of type arguments.
function Get-TypeName([type]$Type) {
    $inner = [Nullable]::GetUnderlyingType($Type)
    $plain = if ($null -ne $inner) { $inner } else { $Type }
    $plain.Name -replace '`\d+', ''
}

# The values that are accepted: of a ValidateSet, else the members of an enum; empty if any.
function Get-AcceptedValues($Parameter) {
    foreach ($attribute in $Parameter.Attributes) {
        if ($attribute -is [Management.Automation.ValidateSetAttribute]) { return $attribute.ValidValues }
    }
    $type = $Parameter.ParameterType
    if ($type.IsArray) { $type = $type.GetElementType() }
    $inner = [Nullable]::GetUnderlyingType($type)
    if ($null -ne $inner) { $type = $inner }
    if ($type.IsEnum) { [Enum]::GetNames($type) }
}

# Whether every call must give it: it is in every parameter set, and mandatory in each.
function Test-Mandatory($Command, [string]$Parameter) {
    foreach ($set in $Command.ParameterSets) {
        $here = @($set.Parameters | Where-Object { $_.Name -eq $Parameter })
        if ($here.Length -eq 0 -or -not $here[0].IsMandatory) { return $false }
    }
    $true
}

# Its rank in the default set, else in the first that gives it one; null if it must be named.
function Get-Position($Command, [string]$Parameter) {
    foreach ($set in @($Command.ParameterSets | Sort-Object -Property @{ Expression = { -not $_.IsDefault } })) {
        foreach ($each in $set.Parameters) {
            if ($each.Name -eq $Parameter -and $each.Position -ge 0) { return $each.Position }
        }
    }
}

function Test-Pipeline($Parameter) {
    foreach ($set in $Parameter.ParameterSets.Values) { if ($set.ValueFromPipeline -or $set.ValueFromPipelineByPropertyName) { return $true } }
    $false
}

$loaded = @(foreach ($each in $Module) {
        if ([Management.Automation.WildcardPattern]::ContainsWildcardCharacters($each)) { $each }
        else { (Import-Module -Name $each -DisableNameChecking -PassThru -ErrorAction Stop).Name }
    })
$commands = @()
if ($loaded.Length -gt 0) { $commands += @(Get-Command -Module $loaded -CommandType Cmdlet, Function) }
if ($Name.Length -gt 0) { $commands += @(Get-Command -Name $Name -CommandType Cmdlet, Function -ErrorAction SilentlyContinue) }
$common = [Management.Automation.PSCmdlet]::CommonParameters
foreach ($command in $commands) {
    if ($null -eq $command.Parameters) { continue }
    $facts = [Management.Automation.CommandMetadata]::new($command)
    $row = @{
        cmdlet = $command.Name; module = [string]$command.ModuleName; version = [string]$command.Version
        what_if = [bool]$facts.SupportsShouldProcess; pauses = $facts.SupportsShouldProcess -and [string]$facts.ConfirmImpact -eq 'High'
    }
    $own = @($command.Parameters.Values | Where-Object { $common -notcontains $_.Name })
    if ($own.Length -eq 0) { $row }
    foreach ($parameter in $own) {
        $row + @{
            parameter = $parameter.Name; type = Get-TypeName $parameter.ParameterType; mandatory = Test-Mandatory $command $parameter.Name
            position = Get-Position $command $parameter.Name; pipeline = Test-Pipeline $parameter
            aliases = @($parameter.Aliases); values = @(Get-AcceptedValues $parameter)
        }
    }
}
