# Says of each shipped PowerShell file 'ok' or what is wrong with it: FILE <tab> WORDS. Strict means: the file itself, or the module that loads
# it, turns strict mode on; and what strict mode would refuse only once it is met is looked for here: a variable that nothing sets.
param([string]$Install)
Set-StrictMode -Version Latest
$known = 'null', 'true', 'false', '_', 'args', 'input', 'this', 'PSItem', 'PSCmdlet', 'PSBoundParameters', 'PSScriptRoot', 'PSCommandPath', 'PSVersionTable', 'ExecutionContext',
'Host', 'PID', 'Error', 'MyInvocation', 'Matches', 'LASTEXITCODE', 'PSHOME', 'HOME', 'PWD', '?', 'foreach', 'switch', 'ErrorActionPreference', 'ProgressPreference',
'WarningPreference', 'VerbosePreference', 'ConfirmPreference', 'WhatIfPreference', 'InformationPreference', 'DebugPreference', 'StackTrace', 'OFS', 'IsWindows', 'PSCulture'

function Find-All($Ast, [type]$Type) { @($Ast.FindAll({ param($node) $node -is $Type }.GetNewClosure(), $true)) }

# The files that are loaded together with one: by a dot, or because the module's main file takes all of its folder.
function Get-Family([string]$File) {
    $folder = Split-Path -Parent $File
    @(Get-ChildItem -LiteralPath $folder, (Join-Path $Install 'scripts/modules/shared') -File | Where-Object { $_.Extension -in '.ps1', '.psm1' } | ForEach-Object { $_.FullName })
}

function Get-Assigned($Ast) {
    foreach ($assignment in Find-All $Ast ([Management.Automation.Language.AssignmentStatementAst])) {
        foreach ($variable in Find-All $assignment.Left ([Management.Automation.Language.VariableExpressionAst])) { $variable.VariablePath.UserPath -replace '^\w+:' }
    }
    foreach ($parameter in Find-All $Ast ([Management.Automation.Language.ParameterAst])) { $parameter.Name.VariablePath.UserPath }
    foreach ($loop in Find-All $Ast ([Management.Automation.Language.ForEachStatementAst])) { $loop.Variable.VariablePath.UserPath }
    foreach ($member in Find-All $Ast ([Management.Automation.Language.ConvertExpressionAst])) {
        if ($member.Type.TypeName.FullName -eq 'ref') { foreach ($variable in Find-All $member.Child ([Management.Automation.Language.VariableExpressionAst])) { $variable.VariablePath.UserPath } }
    }
}

foreach ($file in Get-ChildItem -LiteralPath (Join-Path $Install 'scripts') -Recurse -File | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1' } | Sort-Object FullName) {
    $name = $file.FullName.Substring($Install.Length + 1)
    $tokens = $null
    $errors = $null
    $ast = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$errors)
    if ($errors.Count) { "$name`t$($errors[0].Extent.StartLineNumber): $($errors[0].Message)"; continue }
    if ($file.Extension -eq '.psd1') { "$name`tok"; continue }
    $family = Get-Family $file.FullName
    $loaders = if ((Split-Path -Leaf $file.DirectoryName) -eq 'shared') { @(Get-ChildItem -Path (Join-Path $Install 'scripts/modules/*/*.psm1') | ForEach-Object { $_.FullName }) } else { $family }
    $strict = @($loaders + $file.FullName | Where-Object { (Get-Content -LiteralPath $_ -Raw) -match '(?m)^\s*Set-StrictMode -Version' })
    if (-not $strict.Count) { "$name`tneither it nor what loads it turns strict mode on"; continue }
    $set = @{}
    foreach ($word in $known) { $set[$word] = $true }
    foreach ($each in $family) { foreach ($word in Get-Assigned ([Management.Automation.Language.Parser]::ParseFile($each, [ref]$null, [ref]$null))) { $set[$word] = $true } }
    foreach ($word in Get-Assigned $ast) { $set[$word] = $true }
    $wrong = $null
    foreach ($variable in Find-All $ast ([Management.Automation.Language.VariableExpressionAst])) {
        $path = $variable.VariablePath
        $word = $path.UserPath -replace '^(global|script|local|private|using):'
        if (-not $path.IsDriveQualified -and $path.UserPath -notmatch '^global:' -and -not $set.ContainsKey($word)) { $wrong = "$($variable.Extent.StartLineNumber): nothing sets `$$word"; break }
    }
    "$name`t$(if ($wrong) { $wrong } else { 'ok' })"
}
