{#- The parameters are those of the package's own macros: a call with a name that these do not have does not compile. -#}
{% macro hub(src_pk, src_nk, src_ldts, src_source, source_model, src_extra_columns=none) -%}
  {{ automate_dv.told('hub', {'src_pk': src_pk, 'src_nk': src_nk}, src_ldts, src_source, source_model) }}
{%- endmacro %}

{% macro link(src_pk, src_fk, src_ldts, src_source, source_model, src_extra_columns=none) -%}
  {{ automate_dv.told('link', {'src_pk': src_pk, 'src_fk': src_fk}, src_ldts, src_source, source_model) }}
{%- endmacro %}

{% macro t_link(src_pk, src_fk, src_ldts, src_source, source_model, src_payload=none, src_eff=none, src_extra_columns=none) -%}
  {{ automate_dv.told('t_link', {'src_pk': src_pk, 'src_fk': src_fk, 'src_payload': src_payload}, src_ldts, src_source, source_model) }}
{%- endmacro %}

{% macro sat(src_pk, src_hashdiff, src_payload, src_ldts, src_source, source_model, src_eff=none, src_extra_columns=none) -%}
  {{ automate_dv.told('sat', {'src_pk': src_pk, 'src_hashdiff': src_hashdiff, 'src_payload': src_payload}, src_ldts, src_source, source_model) }}
{%- endmacro %}

{% macro ma_sat(src_pk, src_cdk, src_hashdiff, src_payload, src_ldts, src_source, source_model, src_eff=none, src_extra_columns=none) -%}
  {{ automate_dv.told('ma_sat', {'src_pk': src_pk, 'src_cdk': src_cdk, 'src_hashdiff': src_hashdiff, 'src_payload': src_payload}, src_ldts, src_source, source_model) }}
{%- endmacro %}

{% macro told(name, args, src_ldts, src_source, source_model) -%}
  {%- do args.update({'src_ldts': src_ldts, 'src_source': src_source, 'source_model': source_model}) -%}
-- told {{ tojson({'macro': name, 'args': args}) }}
select * from {{ ref(source_model) }}
{%- endmacro %}
